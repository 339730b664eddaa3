import { useSyncExternalStore } from "react";
import { api, unwrap } from "../../../shared/api.ts";
import type { Claim, Mine } from "../../../shared/api-types/index.ts";
import { randomUuid } from "../../../shared/random-uuid.ts";
import { safeStorage } from "../../../shared/safe-storage.ts";
import { queryClient } from "../../session/query-client.ts";
import { keepRelease } from "./kept-releases.ts";
import { createPendingActs, type PendingAct } from "./pending-acts.ts";
import { changeShown, releaseQuery } from "./releases.query.ts";

/** What this browser has pressed and the server has not answered yet. */
export const pendingActs = createPendingActs({
  storage: safeStorage("localStorage"),
  send,
  wait: waitForNetwork,
  onAnswer: (act, did) => {
    showAnswer(act, did);
    void queryClient.invalidateQueries({ queryKey: ["releases"] });
    if (act.act === "entry") return;
    void queryClient.invalidateQueries({ queryKey: ["vouchers"] });
    void queryClient.invalidateQueries({ queryKey: ["tickets"] });
    void queryClient.invalidateQueries({ queryKey: ["seats", act.releaseId] });
  },
});

/** What the server did is on the page at once: on a thin line the button must not be live again until all is read anew. */
function showAnswer(act: PendingAct, did: unknown): void {
  if (did === undefined) return;
  const own = act.act === "entry" ? enteredWith(act, did) : claimed(did);
  changeShown(queryClient, act.releaseId, (card) => ({ ...card, mine: { ...withoutLeft(card.mine, act), ...own } }));
  // A reload before all is read anew shows it too.
  const shown = queryClient.getQueryData(releaseQuery(act.releaseId).queryKey);
  if (shown) keepRelease(shown);
}

/** Company that was left is no part of what is shown. */
function withoutLeft(mine: Mine, { partyCode: said }: PendingAct): Mine {
  const { partyCode: _, ...alone } = mine;
  return said === null ? alone : mine;
}

// `send` has given what the route of the act answers with.
const enteredWith = ({ wishes, partyCode }: PendingAct, did: unknown): Partial<Mine> => ({
  ...(did as Pick<Mine, "entered" | "entryNumber" | "entryRevision">),
  ...(wishes === undefined ? {} : { wishes: [...wishes] }),
  ...(partyCode == null ? {} : { partyCode }),
});

function claimed(did: unknown): Partial<Mine> {
  const { id: claimId, seat } = did as Claim;
  return { claimId, claimState: "active", ...(seat === null ? {} : { seat }) };
}

async function send({ releaseId, act, key, wishes, partyCode, entryRevision, pick }: PendingAct): Promise<unknown> {
  const path = { releaseId };
  if (act === "entry") {
    const body = {
      ...(wishes === undefined ? {} : { wishes: [...wishes] }),
      ...(partyCode === undefined ? {} : { partyCode }),
      ...(entryRevision === undefined ? {} : { entryRevision }),
    };
    return unwrap(api.POST("/api/releases/{releaseId}/entries", { params: { path }, body }));
  }
  const header = { "idempotency-key": key };
  if (act === "accept") {
    return unwrap(api.POST("/api/releases/{releaseId}/waiting/accept", { params: { path, header }, body: {} }));
  }
  const body = pick === undefined ? {} : { pick };
  return unwrap(api.POST("/api/releases/{releaseId}/claims", { params: { path, header }, body }));
}

/** Waits, but no longer than until the browser is connected again or looked at again. */
function waitForNetwork(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener("online", soon);
      resolve();
    };
    // Everybody under one mast comes back together.
    const soon = () => setTimeout(done, Math.random() * 1000);
    const timer = setTimeout(done, milliseconds);
    window.addEventListener("online", soon);
  });
}

/** The unanswered or refused act of a release in this browser. */
export const usePendingAct = (releaseId: string): PendingAct | undefined =>
  useSyncExternalStore(pendingActs.subscribe, () => pendingActs.find(releaseId));

/** Begins an entry or a claim; it goes on by itself until the server has answered. */
export function press(act: Omit<PendingAct, "key" | "refusal">): void {
  pendingActs.begin({ ...act, key: randomUuid() });
}

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { looksLikeCode } from "../../../../wire/member-code/index.ts";
import { readTicketNumber } from "../../../../wire/ticket-number.ts";
import { api, unwrap } from "../../../shared/api.ts";
import { ApiProblem } from "../../../shared/api-problem.ts";
import { serverClock } from "../../../shared/clock.ts";
import { playSound } from "../../../shared/play-sound.ts";
import { randomUuid } from "../../../shared/random-uuid.ts";
import { keysQuery, listQuery, useLetIn, useLetInChanged } from "../../shared/door.queries.ts";
import type { DoorSession, LetIn } from "../../shared/door.types.ts";
import { doorStore } from "../../shared/door-store.ts";
import { type DoorRefusal, type DoorVerdict, judgeAtDoor } from "../../shared/judge-at-door.ts";

/** What is shown at the door: scanned or typed, a seat with the end of the phone number, or a ticket of the list. */
export type Shown = { text: string } | { seat: string; phoneEnd: string } | { claimId: string };

export interface LetInNow {
  claimId: string;
  seat: string | null;
  name: string;
}

export type Step =
  | { at: "ready" }
  | { at: "checking" }
  | { at: "entered"; people: LetInNow[]; by: "server" | "list"; localIds: string[] }
  | { at: "refused"; error: unknown }
  | { at: "refusedOffline"; reason: DoorRefusal; first?: { at: string; door: string | null } }
  | { at: "undone" };

/** The steps of one door: the server decides when it can be reached, the list when it cannot. */
export function useCheckIn(session: DoorSession) {
  const [step, setStep] = useState<Step>({ at: "ready" });
  const client = useQueryClient();
  const list = useQuery(listQuery(session.id)).data?.value;
  const keys = useQuery(keysQuery).data?.value;
  const letIn = useLetIn();
  const changed = useLetInChanged();

  const show = async (shown: Shown) => {
    setStep({ at: "checking" });
    const next = await present(shown);
    playSound(next.at === "entered" ? (next.by === "server" ? "done" : "offline") : "refused");
    setStep(next);
    void client.invalidateQueries({ queryKey: listQuery(session.id).queryKey });
  };

  const present = async (shown: Shown): Promise<Step> => {
    try {
      const params = { path: { sessionId: session.id }, header: { "idempotency-key": randomUuid() } };
      const answer = await unwrap(api.POST("/api/door/sessions/{sessionId}/entries", { params, body: bodyOf(shown) }));
      return { at: "entered", people: answer.entered, by: "server", localIds: [] };
    } catch (error) {
      if (!(error instanceof ApiProblem) || !error.isTemporary) return { at: "refused", error };
      return byList(shown);
    }
  };

  const byList = async (shown: Shown): Promise<Step> => {
    if ("seat" in shown) return { at: "refusedOffline", reason: "seat_needs_network" };
    const trust = { keys: keys?.keys ?? [], revoked: keys?.revoked ?? [] };
    const verdict = await judgeAtDoor({ shown, session, list, letIn, ...trust, now: serverClock.now() });
    if (!verdict.ok)
      return {
        at: "refusedOffline",
        reason: verdict.reason,
        ...(verdict.first === undefined ? {} : { first: verdict.first }),
      };
    const items = entriesOf(verdict, session.id);
    await doorStore.putLetIn(items);
    await changed();
    return { at: "entered", people: items, by: "list", localIds: items.map((item) => item.localId) };
  };

  const undo = async (entered: Extract<Step, { at: "entered" }>) => {
    try {
      if (entered.by === "list") await doorStore.removeLetIn(entered.localIds);
      else
        for (const { claimId } of entered.people)
          await unwrap(api.POST("/api/door/entries/{claimId}/undo", { params: { path: { claimId } }, body: {} }));
      setStep({ at: "undone" });
    } catch (error) {
      setStep({ at: "refused", error });
    }
    await changed();
    void client.invalidateQueries({ queryKey: ["door"] });
  };

  return { step, show, undo, again: () => setStep({ at: "ready" }) };
}

function bodyOf(shown: Shown) {
  if (!("text" in shown)) return shown;
  return looksLikeCode(shown.text) ? { code: shown.text } : { number: readTicketNumber(shown.text) ?? shown.text };
}

function entriesOf(verdict: Extract<DoorVerdict, { ok: true }>, sessionId: string): LetIn[] {
  const enteredAt = new Date(serverClock.now()).toISOString();
  return verdict.holders.map(({ claimId, seat, name }) => ({
    ...{ localId: randomUuid(), sessionId, claimId, seat, name, by: verdict.by, enteredAt },
    ...(verdict.code === undefined ? {} : { code: verdict.code }),
  }));
}

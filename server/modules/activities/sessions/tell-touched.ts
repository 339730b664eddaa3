import type { Tx } from "#kernel/context";
import { showingPage, tellPeople, ticketPage } from "../tell-people.ts";
import { type HolderRow, listHolders } from "./holders.store.ts";
import type { SessionRow } from "./session.store.ts";
import { listWaiting } from "./waiting.store.ts";

/** Whom a change of a session concerns. */
export interface Reach {
  sessionId: string;
  releaseId: string | null;
  /** Tickets that are not used yet. */
  holders: HolderRow[];
  /** People without one who entered or stand in line. */
  waiting: string[];
}

export async function reachOf(tx: Tx, { id, releaseId }: Pick<SessionRow, "id" | "releaseId">): Promise<Reach> {
  const holders = (await listHolders(tx.db, id)).filter((holder) => holder.state === "active");
  return { sessionId: id, releaseId, holders, waiting: await listWaiting(tx.db, id) };
}

type Params = Record<string, string | number>;

/** One message a person, or one for each seat where it says which. */
export async function tellHolders(
  tx: Tx,
  { holders }: Reach,
  { kind, params, perSeat = false }: { kind: string; params: Params; perSeat?: boolean },
): Promise<void> {
  const told = perSeat ? holders : [...new Map(holders.map((holder) => [holder.personId, holder])).values()];
  const messages = told.map(({ personId, claimId, seat }) => ({
    ...{ personId, link: ticketPage(claimId), params: perSeat ? { ...params, seat: seat ?? "" } : params },
  }));
  await tellPeople(tx, kind, messages);
}

export async function tellWaiting(
  tx: Tx,
  { sessionId, releaseId, waiting }: Reach,
  { kind, params }: { kind: string; params: Params },
): Promise<void> {
  const messages = waiting.map((personId) => ({
    ...{ personId, params, link: showingPage(sessionId) },
    // What is cancelled closes its release, which tells whoever entered that nobody won: here they read why, once.
    ...(kind === "activities.waiting_cancelled" ? { dedupe: `withdrawn:${releaseId}${personId}` } : {}),
  }));
  await tellPeople(tx, kind, messages);
}

import type { MemberActor } from "#kernel/actor";
import { transact } from "#kernel/context";
import { ineligibility } from "./eligibility.rules.ts";
import type { PartRow } from "./parts.store.ts";
import * as parts from "./parts.store.ts";
import { factsFor, type TakingPart } from "./take-part.ts";

export interface MyPart {
  entered: boolean;
  entryNumber?: number;
  place?: number;
  outcome?: "waiting" | "won" | "lost" | "capped";
  claimId?: string;
  claimState?: string;
  seat?: string;
  wishes?: string[];
  partyCode?: string;
  holdUntil?: Date;
  waiting?: { position: number };
  reminder: boolean;
  eligible: boolean;
  reasonCode?: string;
  reasonParams?: Record<string, string | number>;
  lastRefusal?: parts.RefusalRow;
}

/** One person's part in a release, with the last refusal: "why not me". */
export async function myPart(part: TakingPart, actor: MemberActor, releaseId: string): Promise<MyPart> {
  const row = await part.parts(actor.personId, releaseId);
  return {
    entered: row?.entryNumber != null,
    ...(row?.entryNumber == null ? {} : { entryNumber: row.entryNumber, outcome: row.outcome ?? "waiting" }),
    ...(row?.place == null ? {} : { place: row.place }),
    ...(row?.wishes == null ? {} : { wishes: row.wishes }),
    ...(row?.partyCode == null ? {} : { partyCode: row.partyCode }),
    ...(await claimOf(part, row)),
    reminder: row?.reminder === true,
    ...(await eligibilityOf(part, actor, releaseId)),
    ...(row?.refusal == null ? {} : { lastRefusal: row.refusal }),
  };
}

async function claimOf(part: TakingPart, row: PartRow | undefined): Promise<Partial<MyPart>> {
  if (row?.claimId == null || row.claimState === null) return {};
  const seat = row.seat === null ? {} : { seat: row.seat };
  const mine = { claimId: row.claimId, claimState: row.claimState, ...seat };
  if (row.holdUntil !== null) return { ...mine, holdUntil: row.holdUntil };
  if (row.claimState !== "waiting") return mine;
  // Whose the claims before this one are stays hidden; only the server can count them.
  const { releaseId, claimId } = row;
  const position = await transact(part.system, (tx) => parts.waitingPosition(tx.db, releaseId, claimId));
  return { ...mine, waiting: { position } };
}

async function eligibilityOf(part: TakingPart, actor: MemberActor, releaseId: string) {
  const entry = await part.directory.find(releaseId);
  if (entry === undefined) return { eligible: true };
  const refusal = ineligibility(entry.eligibility, await factsFor(part, actor, entry));
  return refusal === undefined
    ? { eligible: true }
    : { eligible: false, reasonCode: refusal.reason, reasonParams: refusal.params };
}

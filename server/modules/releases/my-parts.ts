import { unitsLeft } from "#engines/stock";
import type { MemberActor } from "#kernel/actor";
import { transact } from "#kernel/context";
import type { ReleaseEntry } from "./directory.ts";
import { ineligibility, type PersonFacts } from "./eligibility.rules.ts";
import type { PartRow } from "./parts.store.ts";
import * as parts from "./parts.store.ts";
import { openShareOf, shareOf } from "./share-of.rules.ts";
import { factsFor, type TakingPart } from "./take-part.ts";

export interface MyPart {
  entered: boolean;
  entryNumber?: number;
  entryRevision?: number;
  place?: number;
  outcome?: "waiting" | "won" | "lost" | "capped";
  claimId?: string;
  claimState?: string;
  seat?: string;
  wishes?: string[];
  partyCode?: string;
  holdUntil?: Date;
  waiting?: { position: number };
  left?: number;
  ownHour?: Date;
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
    ...(row?.entryNumber == null ? {} : entryOf(row, row.entryNumber)),
    ...(row?.place == null ? {} : { place: row.place }),
    ...(row?.wishes == null ? {} : { wishes: row.wishes }),
    ...(row?.partyCode == null ? {} : { partyCode: row.partyCode }),
    ...(await claimOf(part, row)),
    reminder: row?.reminder === true,
    ...(await standingOf(part, actor, releaseId)),
    ...(row?.refusal == null ? {} : { lastRefusal: row.refusal }),
  };
}

const entryOf = ({ entryRevision, outcome }: PartRow, entryNumber: number): Partial<MyPart> => ({
  ...{ entryNumber, outcome: outcome ?? "waiting" },
  ...(entryRevision === null ? {} : { entryRevision }),
});

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

async function standingOf(part: TakingPart, actor: MemberActor, releaseId: string) {
  const entry = await part.directory.find(releaseId);
  if (entry === undefined) return { eligible: true };
  const facts = await factsFor(part, actor, entry);
  const refusal = ineligibility(entry.eligibility, facts);
  return refusal === undefined
    ? { eligible: true, ...leftFor(part, entry, facts) }
    : { eligible: false, reasonCode: refusal.reason, reasonParams: refusal.params };
}

/** What is left for one person where shares are kept, from the figures in memory; nothing where these say nothing. */
function leftFor({ desk }: TakingPart, entry: ReleaseEntry, facts: PersonFacts): Pick<MyPart, "left" | "ownHour"> {
  if (entry.shares.length === 0) return {};
  const now = desk.snapshots.now();
  const share = openShareOf(entry, facts, now);
  const quotas = [entry.id, ...(share === undefined ? [] : [share.quotaId])].map((id) => desk.snapshots.find(id));
  const known = quotas.filter((quota) => quota !== undefined);
  const ownHour = shareOf(entry, facts)?.ownHour ?? undefined;
  return {
    ...(known.length === quotas.length ? { left: known.reduce((sum, quota) => sum + unitsLeft(quota), 0) } : {}),
    ...(ownHour === undefined ? {} : { ownHour }),
  };
}

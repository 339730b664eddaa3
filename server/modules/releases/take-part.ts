import {
  type Claim,
  type ClaimOutcome,
  claimsOn,
  confirmHold,
  findClaimByKey,
  type GrabDesk,
  joinWaitingList,
  leaveWaitingList,
  unitsLeft,
} from "#engines/stock";
import type { MemberActor } from "#kernel/actor";
import { type Ctx, serverSight, transact } from "#kernel/context";
import { isWithin } from "#kernel/policy";
import type { Problem } from "#kernel/problem";
import type { Board } from "./board.ts";
import type { ReleaseDirectory, ReleaseEntry } from "./directory.ts";
import { type Ineligible, ineligibility, type PersonFacts, standingsAt, weightOf } from "./eligibility.rules.ts";
import type { MonitorSamples } from "./monitor.ts";
import type { PartReader } from "./part-reader.ts";
import type { PartyFinder } from "./parties.ts";
import * as parts from "./parts.store.ts";
import { claimProblem, entryProblem } from "./refusals.ts";
import * as errors from "./releases.errors.ts";
import { assertSeats, type SeatBoard } from "./seat-board.ts";
import { openShareOf, shareOf } from "./share-of.rules.ts";
import type { StandingReader } from "./standings.ts";

/** What the member's acts need beside their context; made once per process. */
export interface TakingPart {
  desk: GrabDesk;
  directory: ReleaseDirectory;
  samples: MonitorSamples;
  board: Board;
  parts: PartReader;
  seats: SeatBoard;
  parties: PartyFinder;
  standings: StandingReader;
  system: Ctx;
}

/** Looks at stock and releases again at once; for whoever has just published or changed one in this process. */
export async function lookAgain(part: TakingPart): Promise<void> {
  part.board.clear();
  part.directory.clear();
  await part.desk.snapshots.refresh();
}

/** One first-come request. The same key gives the same claim for ever; `pick` is the seat that is wanted and no other. */
export interface Claiming {
  releaseId: string;
  key: string;
  pick?: string | undefined;
}

export interface Granted {
  id: string;
  releaseId: string;
  number: number;
  grantedAt: Date;
  /** The seat, where there are seats. */
  seat: string | null;
}

/** What one says when entering: seats one would like, and whom to sit with. What is absent stays as it was said before. */
export interface Wishes {
  wishes?: string[] | undefined;
  /** Null takes it back. */
  partyCode?: string | null | undefined;
  /** The entry's revision that this follows, 0 before the first; absent: whatever was said before. */
  entryRevision?: number | undefined;
}

/**
 * Enters a release's window; worth the same at any moment of it, and once per person however often it is sent. Sent again it only
 * changes the wishes; `release.entry_closed` or `release.entry_changed` then leaves the entry as it stands.
 */
export async function enterRelease(
  part: TakingPart,
  actor: MemberActor,
  releaseId: string,
  said: Wishes = {},
): Promise<{ entered: true; entryNumber: number; entryRevision: number }> {
  const started = performance.now();
  const release = await getReachable(part, actor, releaseId);
  const facts = await factsFor(part, actor, release);
  const refusal = ineligibility(release.eligibility, facts);
  if (refusal !== undefined) throw refuse(part, release, actor, started, "not_eligible", ineligible(refusal));
  const share = shareOf(release, facts);
  // A share with an hour of its own has no part in the window: its people enter as everybody does.
  const shareId = share?.ownHour === null ? share.quotaId : undefined;
  const seating = await seatingOf(part, release.id, said);

  const outcome = await part.desk.enter({
    quotaId: release.id,
    personId: actor.personId,
    weight: weightOf(release.weights, facts),
    ...(shareId === undefined ? {} : { shareId }),
    ...seating,
  });

  if (outcome.outcome !== "entered")
    throw refuse(part, release, actor, started, outcome.outcome, entryProblem(part.desk, release, outcome.outcome));
  part.samples.count(release, "entered", performance.now() - started);
  return { entered: true, entryNumber: outcome.number, entryRevision: outcome.revision };
}

/** Wishes as the engine takes them. Throws `release.no_seats`, `release.no_such_seat`, `release.no_such_party`. */
async function seatingOf(part: TakingPart, releaseId: string, { wishes, partyCode, entryRevision }: Wishes) {
  if (wishes !== undefined || partyCode !== undefined) await assertSeats(part.seats, releaseId, wishes ?? []);
  return {
    ...(entryRevision === undefined ? {} : { follows: entryRevision }),
    ...(wishes === undefined ? {} : { wishes }),
    ...(partyCode === undefined ? {} : { party: partyCode && (await part.parties(releaseId, partyCode)) }),
  };
}

/**
 * Claims what is left, first come, first served. The same key gives the same claim for ever; a refusal has no effect and,
 * but for the batch itself, does not touch the database.
 */
export async function claimRelease(
  part: TakingPart,
  ctx: Ctx,
  actor: MemberActor,
  { releaseId, key, pick }: Claiming,
): Promise<Granted> {
  const started = performance.now();
  const release = await getReachable(part, actor, releaseId);
  const facts = await factsFor(part, actor, release);
  const refusal = ineligibility(release.eligibility, facts);
  if (refusal !== undefined) {
    // A claim stays its key's for ever, also when the person would not be eligible any more; who has none costs no question.
    const before = mayHave(part, release, actor.personId) ? await grantedBefore(ctx, actor, release, key) : undefined;
    if (before !== undefined) return before;
    throw refuse(part, release, actor, started, "not_eligible", ineligible(refusal));
  }

  const request = { personId: actor.personId, key, ...(pick === undefined ? {} : { pick }) };
  const outcome = await claimFromShares(part, release, facts, request);

  if ("claimId" in outcome) {
    part.samples.count(release, "granted", performance.now() - started);
    const { claimId: id, number, grantedAt, label: seat } = outcome;
    return { id, releaseId, number, grantedAt, seat };
  }
  const later = shareOf(release, facts)?.ownHour;
  const problem =
    outcome.outcome === "sold_out" && later != null && later > part.desk.snapshots.now()
      ? errors.notOpenYet(later)
      : claimProblem(part.desk, release, outcome.outcome, pick);
  throw refuse(part, release, actor, started, outcome.outcome, problem);
}

const mayHave = (part: TakingPart, release: ReleaseEntry, personId: string) =>
  [release.id, ...release.shares.map((share) => share.quotaId)].some((id) => part.desk.snapshots.mayHold(id, personId));

/** A person's own share is asked first; when it has nothing left, what is there for everybody. */
async function claimFromShares(
  part: TakingPart,
  release: ReleaseEntry,
  facts: PersonFacts,
  request: { personId: string; key: string; pick?: string },
): Promise<ClaimOutcome> {
  const share = openShareOf(release, facts, part.desk.snapshots.now());
  if (share !== undefined) {
    const quota = part.desk.snapshots.find(share.quotaId);
    if (quota === undefined || unitsLeft(quota) > 0 || part.desk.snapshots.mayHold(share.quotaId, request.personId)) {
      const outcome = await part.desk.claim({ quotaId: share.quotaId, ...request });
      if (outcome.outcome !== "sold_out" && outcome.outcome !== "no_such_seat") return outcome;
    }
  }
  return part.desk.claim({ quotaId: release.id, ...request });
}

/** Takes the unit that the waiting list was offered. The same key gives the same claim, also to requests that arrive together. */
export async function acceptOffer(
  part: TakingPart,
  ctx: Ctx,
  actor: MemberActor,
  releaseId: string,
  key: string,
): Promise<Granted> {
  const release = await getReachable(part, actor, releaseId);
  const before = await grantedBefore(ctx, actor, release, key);
  if (before !== undefined) return before;
  // Who waited may have lost the right meanwhile; what was offered goes on to the next when its time runs out.
  const refusal = ineligibility(release.eligibility, await factsFor(part, actor, release));
  if (refusal !== undefined) throw ineligible(refusal);
  try {
    return await takeOffer(ctx, actor, release, key);
  } catch (error) {
    const meanwhile = await grantedBefore(ctx, actor, release, key);
    if (meanwhile === undefined) throw error;
    return meanwhile;
  }
}

const takeOffer = (ctx: Ctx, actor: MemberActor, release: ReleaseEntry, key: string) =>
  transact(serverSight(ctx), async (tx) => {
    const mine = await claimsOn(tx.db, actor.personId, [release.id]);
    const offer = mine.find((claim) => claim.state === "held");
    if (offer === undefined) throw errors.noOffer();
    return granted(release.id, await confirmHold(tx, offer.id, key));
  });

async function grantedBefore(
  ctx: Ctx,
  actor: MemberActor,
  release: ReleaseEntry,
  key: string,
): Promise<Granted | undefined> {
  return transact(ctx, async (tx) => {
    const claim = await findClaimByKey(tx.db, actor.personId, key);
    if (claim === undefined) return undefined;
    if (claim.quotaId !== release.id && !release.shares.some((share) => share.quotaId === claim.quotaId))
      throw errors.keyReused();
    return granted(release.id, claim);
  });
}

const granted = (releaseId: string, claim: Pick<Claim, "id" | "number" | "grantedAt" | "unitLabel">): Granted => ({
  id: claim.id,
  releaseId,
  number: claim.number ?? 0,
  grantedAt: claim.grantedAt ?? new Date(0),
  seat: claim.unitLabel,
});

/** Goes on the waiting list of a sold-out release. */
export async function waitForRelease(part: TakingPart, ctx: Ctx, actor: MemberActor, releaseId: string) {
  const release = await getReachable(part, actor, releaseId);
  const refusal = ineligibility(release.eligibility, await factsFor(part, actor, release));
  if (refusal !== undefined) throw ineligible(refusal);
  return transact(serverSight(ctx), async (tx) => {
    const claim = await joinWaitingList(tx, { quotaId: release.id, personId: actor.personId });
    return { claimId: claim.id, position: await parts.waitingPosition(tx.db, release.id, claim.id) };
  });
}

export async function stopWaiting(part: TakingPart, ctx: Ctx, actor: MemberActor, releaseId: string): Promise<void> {
  const release = await getReachable(part, actor, releaseId);
  await transact(serverSight(ctx), (tx) => leaveWaitingList(tx, { quotaId: release.id, personId: actor.personId }));
}

/** A release on a node that the member belongs to or that lies above it; else it does not exist for them. */
export async function getReachable(part: TakingPart, actor: MemberActor, releaseId: string): Promise<ReleaseEntry> {
  const release = await part.directory.find(releaseId);
  if (release === undefined || !actor.reach.some((path) => isWithin(path, release.node))) throw errors.noSuchRelease();
  return release;
}

/** The member's facts as they were read with the sign-in; wins and standings are asked for only where a rule needs them. */
export async function factsFor(part: TakingPart, actor: MemberActor, release: ReleaseEntry): Promise<PersonFacts> {
  const facts: PersonFacts = {
    unions: actor.reach,
    verified: actor.facts?.verified === true,
    employmentForm: typeof actor.facts?.employmentForm === "string" ? actor.facts.employmentForm : "",
    tags: Array.isArray(actor.facts?.tags) ? actor.facts.tags : [],
  };
  if (release.standingSubjects.length > 0) {
    const standings = await Promise.all(
      release.standingSubjects.map((subject) => part.standings(actor.personId, subject)),
    );
    facts.standings = standingsAt(standings.flat(), release.opensAt);
  }
  if (!release.asksForWins) return facts;
  const wins = await transact(part.system, (tx) => parts.winsOf(tx.db, release.id, actor.personId));
  return { ...facts, wins };
}

const ineligible = (refusal: Ineligible) => errors.notEligible({ reason: refusal.reason, ...refusal.params });

function refuse(
  part: TakingPart,
  release: ReleaseEntry,
  actor: MemberActor,
  started: number,
  code: string,
  problem: Problem,
): Problem {
  part.samples.count(release, code, performance.now() - started);
  if (code === "not_eligible")
    part.desk.refusals.note(release.id, release.node, actor.personId, code, part.desk.snapshots.now());
  return problem;
}

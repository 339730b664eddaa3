import {
  type ClaimOutcome,
  type ClaimRefusal,
  claimsOn,
  confirmHold,
  type EntryRefusal,
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
import { type Ineligible, ineligibility, type PersonFacts, weightOf } from "./eligibility.rules.ts";
import type { MonitorSamples } from "./monitor.ts";
import type { PartReader } from "./part-reader.ts";
import * as errors from "./releases.errors.ts";
import * as store from "./releases.store.ts";

/** What the member's acts need beside their context; made once per process. */
export interface TakingPart {
  desk: GrabDesk;
  directory: ReleaseDirectory;
  samples: MonitorSamples;
  board: Board;
  parts: PartReader;
  system: Ctx;
}

/** Looks at stock and releases again at once; for whoever has just published or changed one in this process. */
export async function lookAgain(part: TakingPart): Promise<void> {
  part.board.clear();
  await part.desk.snapshots.refresh();
}

export interface Granted {
  id: string;
  releaseId: string;
  number: number;
  grantedAt: Date;
}

/** Enters a release's window; worth the same at any moment of it, and once per person however often it is sent. */
export async function enterRelease(
  part: TakingPart,
  actor: MemberActor,
  releaseId: string,
): Promise<{ entered: true; entryNumber: number }> {
  const started = performance.now();
  const release = await getReachable(part, actor, releaseId);
  const facts = await factsFor(part, actor, release);
  const refusal = ineligibility(release.eligibility, facts);
  if (refusal !== undefined) throw refuse(part, release, actor, started, "not_eligible", ineligible(refusal));
  const shareId = shareOf(release, facts)?.quotaId;

  const outcome = await part.desk.enter({
    quotaId: release.id,
    personId: actor.personId,
    weight: weightOf(release.weights, facts),
    ...(shareId === undefined ? {} : { shareId }),
  });

  if (outcome.outcome !== "entered")
    throw refuse(part, release, actor, started, outcome.outcome, entryProblem(part, release, outcome.outcome));
  part.samples.count(release, "entered", performance.now() - started);
  return { entered: true, entryNumber: outcome.number };
}

/**
 * Claims what is left, first come, first served. The same key gives the same claim for ever; a refusal has no effect and,
 * but for the batch itself, does not touch the database.
 */
export async function claimRelease(
  part: TakingPart,
  ctx: Ctx,
  actor: MemberActor,
  releaseId: string,
  key: string,
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

  const outcome = await claimFromShares(part, release, facts, actor.personId, key);

  if ("claimId" in outcome) {
    part.samples.count(release, "granted", performance.now() - started);
    return { id: outcome.claimId, releaseId, number: outcome.number, grantedAt: outcome.grantedAt };
  }
  throw refuse(part, release, actor, started, outcome.outcome, claimProblem(part, release, outcome.outcome));
}

const mayHave = (part: TakingPart, release: ReleaseEntry, personId: string) =>
  [release.id, ...release.shares.map((share) => share.quotaId)].some((id) => part.desk.snapshots.mayHold(id, personId));

/** A person's own share is asked first; when it has nothing left, what is there for everybody. */
async function claimFromShares(
  part: TakingPart,
  release: ReleaseEntry,
  facts: PersonFacts,
  personId: string,
  key: string,
): Promise<ClaimOutcome> {
  const share = shareOf(release, facts);
  if (share !== undefined) {
    const quota = part.desk.snapshots.find(share.quotaId);
    if (quota === undefined || unitsLeft(quota) > 0 || part.desk.snapshots.mayHold(share.quotaId, personId)) {
      const outcome = await part.desk.claim({ quotaId: share.quotaId, personId, key });
      if (outcome.outcome !== "sold_out") return outcome;
    }
  }
  return part.desk.claim({ quotaId: release.id, personId, key });
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

const granted = (releaseId: string, claim: { id: string; number: number | null; grantedAt: Date | null }): Granted => ({
  id: claim.id,
  releaseId,
  number: claim.number ?? 0,
  grantedAt: claim.grantedAt ?? new Date(0),
});

/** Goes on the waiting list of a sold-out release. */
export async function waitForRelease(part: TakingPart, ctx: Ctx, actor: MemberActor, releaseId: string) {
  const release = await getReachable(part, actor, releaseId);
  const refusal = ineligibility(release.eligibility, await factsFor(part, actor, release));
  if (refusal !== undefined) throw ineligible(refusal);
  return transact(serverSight(ctx), async (tx) => {
    const claim = await joinWaitingList(tx, { quotaId: release.id, personId: actor.personId });
    return { claimId: claim.id, position: await store.waitingPosition(tx.db, release.id, claim.id) };
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

/** The member's facts as they were read with the sign-in; wins are asked for only where a rule needs them. */
export async function factsFor(part: TakingPart, actor: MemberActor, release: ReleaseEntry): Promise<PersonFacts> {
  const facts: PersonFacts = {
    unions: actor.reach,
    verified: actor.facts?.verified === true,
    employmentForm: typeof actor.facts?.employmentForm === "string" ? actor.facts.employmentForm : "",
    tags: Array.isArray(actor.facts?.tags) ? actor.facts.tags : [],
  };
  if (!release.asksForWins) return facts;
  const wins = await transact(part.system, (tx) => store.winsOf(tx.db, release.id, actor.personId));
  return { ...facts, wins };
}

/** The share that a person competes in first: the deepest branch, else a tag. */
export function shareOf(release: Pick<ReleaseEntry, "shares">, facts: PersonFacts) {
  const branches = release.shares.filter(
    (share) => share.branch !== null && facts.unions.some((path) => isWithin(path, share.branch ?? "")),
  );
  const deepest = branches.sort((a, b) => (b.branch?.length ?? 0) - (a.branch?.length ?? 0))[0];
  return deepest ?? release.shares.find((share) => share.tag !== null && facts.tags.includes(share.tag));
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

function entryProblem(part: TakingPart, release: ReleaseEntry, refusal: EntryRefusal): Problem {
  const quota = part.desk.snapshots.find(release.id);
  switch (refusal) {
    case "not_open":
      return errors.notOpenYet(quota?.entryOpensAt ?? quota?.opensAt ?? part.desk.snapshots.now());
    case "no_window":
      return errors.noWindow();
    case "entry_closed":
      return errors.entryClosed();
    case "paused":
      return errors.paused();
    case "closed":
      return errors.closed();
    case "busy":
      return errors.busy();
    default:
      return errors.noSuchRelease();
  }
}

/** The next round, if it is still to come: the directory may be a minute old. */
const nextAfter = ({ nextOpensAt }: ReleaseEntry, now: Date): Date | undefined =>
  nextOpensAt !== null && nextOpensAt > now ? nextOpensAt : undefined;

function claimProblem(part: TakingPart, release: ReleaseEntry, refusal: ClaimRefusal): Problem {
  const cap = release.caps[0];
  switch (refusal) {
    case "not_open":
      return errors.notOpenYet(part.desk.snapshots.find(release.id)?.opensAt ?? part.desk.snapshots.now());
    case "drawing":
      return errors.drawing();
    case "paused":
      return errors.paused();
    case "closed":
      return errors.closed();
    case "sold_out":
      return errors.soldOut(nextAfter(release, part.desk.snapshots.now()));
    case "capped":
      return errors.capReached(cap === undefined ? {} : { limit: cap.maxUnits, scope: cap.scope });
    case "key_reused":
      return errors.keyReused();
    case "busy":
      return errors.busy();
    default:
      return errors.noSuchRelease();
  }
}

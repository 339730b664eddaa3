import { type Claim, claimsOn } from "#engines/stock";
import type { MemberActor } from "#kernel/actor";
import { type Ctx, transact } from "#kernel/context";
import type { Db } from "#kernel/database/db";
import type { ReleaseEntry } from "./directory.ts";
import { ineligibility } from "./eligibility.rules.ts";
import { cardsOf } from "./releasables.ts";
import * as errors from "./releases.errors.ts";
import { stateOf } from "./releases.rules.ts";
import * as store from "./releases.store.ts";
import { factsFor, getReachable, type TakingPart } from "./take-part.ts";

const dayMillis = 86_400_000;
const mostCards = 100;

/** The cards of the calendar: what is going on or opens within the range, as one member may see it. */
export async function listForMember(
  part: TakingPart,
  ctx: Ctx,
  actor: MemberActor,
  query: { from?: string | undefined; to?: string | undefined; campaignId?: string | undefined },
) {
  const now = part.desk.snapshots.now();
  const { visible, cards } = await transact(ctx, async (tx) => {
    const releases = await store.listReleases(tx.db, {
      ...rangeOf(query, now),
      ...(query.campaignId === undefined ? {} : { campaignId: query.campaignId }),
      limit: mostCards,
    });
    const visible = releases.filter((release) => !release.rehearsal);
    return { visible, cards: await toCards(tx.db, visible, now) };
  });
  const mine = await mineOf(part, ctx, actor, visible);
  return { items: cards.map((card) => ({ ...card, mine: mine.get(card.id) })), serverTime: now };
}

/** What a calendar shows when it is not told: from yesterday until two weeks from now. */
export const rangeOf = (query: { from?: string | undefined; to?: string | undefined }, now: Date) => ({
  from: query.from === undefined ? new Date(now.getTime() - dayMillis) : new Date(query.from),
  to: query.to === undefined ? new Date(now.getTime() + 14 * dayMillis) : new Date(query.to),
});

export async function getForMember(part: TakingPart, ctx: Ctx, actor: MemberActor, releaseId: string) {
  await getReachable(part, actor, releaseId);
  const now = part.desk.snapshots.now();
  const { release, card, nextOpensAt } = await transact(ctx, async (tx) => {
    const release = await store.findRelease(tx.db, releaseId);
    if (release === undefined) throw errors.noSuchRelease();
    const [card] = await toCards(tx.db, [release], now);
    return { release, card, nextOpensAt: (await store.nextOpening(tx.db, release, now)) ?? null };
  });
  if (card === undefined) throw errors.noSuchRelease();
  return {
    ...card,
    mine: await myPart(part, ctx, actor, release),
    secretHash: release.secretHash?.toString("hex") ?? null,
    entries: release.entries,
    placed: release.placedAt !== null,
    eligibility: release.eligibility.map((rule) => ({
      type: rule.type,
      params: "anyOf" in rule ? { anyOf: rule.anyOf.join("、") } : {},
    })),
    caps: release.caps.map(({ scope, label, maxUnits }) => ({ scope, label, maxUnits })),
    usableFrom: release.validFrom,
    usableUntil: release.validUntil,
    usableDays: release.validDays,
    nextOpensAt,
    serverTime: now,
  };
}

/** One member's part in a release, with the last refusal: "why not me". */
export async function mineForMember(
  part: TakingPart,
  ctx: Ctx,
  actor: MemberActor,
  releaseId: string,
): Promise<MyPart> {
  await getReachable(part, actor, releaseId);
  const release = await transact(ctx, (tx) => store.findRelease(tx.db, releaseId));
  if (release === undefined) throw errors.noSuchRelease();
  return myPart(part, ctx, actor, release);
}

/** One person's part, read with the sight of `ctx` (the person's own or that of staff). Not from inside a transaction. */
export async function myPart(
  part: TakingPart,
  ctx: Ctx,
  actor: MemberActor,
  release: store.ReleaseRow,
): Promise<MyPart> {
  const mine = (await mineOf(part, ctx, actor, [release])).get(release.id);
  const refusal = await transact(ctx, (tx) => store.findRefusal(tx.db, release.id, actor.personId));
  return {
    ...(mine ?? { entered: false, reminder: false, eligible: true }),
    ...(refusal === undefined ? {} : { lastRefusal: refusal }),
  };
}

export interface MyPart {
  entered: boolean;
  entryNumber?: number;
  place?: number;
  outcome?: "waiting" | "won" | "lost" | "capped";
  claimId?: string;
  claimState?: string;
  holdUntil?: Date;
  waiting?: { position: number };
  reminder: boolean;
  eligible: boolean;
  reasonCode?: string;
  reasonParams?: Record<string, string | number>;
  lastRefusal?: store.RefusalRow;
}

/**
 * One person's part in many releases: three questions however many there are. What needs another connection (the directory, earlier
 * wins, the length of the waiting list) is asked before and after the transaction, so that nobody holds one while waiting for another.
 */
async function mineOf(
  part: TakingPart,
  ctx: Ctx,
  actor: MemberActor,
  releases: readonly store.ReleaseRow[],
): Promise<Map<string, MyPart>> {
  if (releases.length === 0) return new Map();
  const ids = releases.map((release) => release.id);
  const entries = await Promise.all(ids.map((id) => part.directory.find(id)));
  const sharesOf = new Map(ids.map((id, index) => [id, entries[index]?.shares.map((share) => share.quotaId) ?? []]));
  const found = await transact(ctx, async (tx) => ({
    claims: await claimsOn(tx.db, actor.personId, [...ids, ...[...sharesOf.values()].flat()]),
    entries: new Map((await store.findEntries(tx.db, ids, actor.personId)).map((entry) => [entry.quotaId, entry])),
    reminders: new Set(await store.findReminders(tx.db, ids, actor.personId)),
  }));
  const parts = new Map<string, MyPart>();
  for (const [index, release] of releases.entries()) {
    const quotas = [release.id, ...(sharesOf.get(release.id) ?? [])];
    const claim = mainClaim(found.claims.filter((one) => quotas.includes(one.quotaId)));
    const mine = found.entries.get(release.id);
    parts.set(release.id, {
      entered: mine !== undefined,
      ...(mine === undefined ? {} : { entryNumber: mine.number, outcome: mine.outcome ?? "waiting" }),
      ...(mine?.place == null ? {} : { place: mine.place }),
      ...(await claimOf(part, release.id, claim)),
      reminder: found.reminders.has(release.id),
      ...(await eligibilityOf(part, actor, entries[index])),
    });
  }
  return parts;
}

async function claimOf(part: TakingPart, releaseId: string, claim: Claim | undefined): Promise<Partial<MyPart>> {
  if (claim === undefined) return {};
  const mine = { claimId: claim.id, claimState: claim.state };
  if (claim.holdUntil !== null) return { ...mine, holdUntil: claim.holdUntil };
  if (claim.state !== "waiting") return mine;
  // Whose the claims before this one are stays hidden; only the server can count them.
  const position = await transact(part.system, (tx) => store.waitingPosition(tx.db, releaseId, claim.id));
  return { ...mine, waiting: { position } };
}

async function eligibilityOf(part: TakingPart, actor: MemberActor, entry: ReleaseEntry | undefined) {
  if (entry === undefined) return { eligible: true };
  const refusal = ineligibility(entry.eligibility, await factsFor(part, actor, entry));
  return refusal === undefined
    ? { eligible: true }
    : { eligible: false, reasonCode: refusal.reason, reasonParams: refusal.params };
}

const liveFirst: Claim["state"][] = ["held", "active", "waiting", "redeemed", "lapsed"];

/** The claim that a page shows: what is going on before what is over, and of that the newest. */
const mainClaim = (claims: readonly Claim[]): Claim | undefined =>
  liveFirst.map((state) => claims.find((claim) => claim.state === state)).find((claim) => claim !== undefined) ??
  claims[0];

/** The public half of releases: what every reader of a card sees. */
export async function toCards(db: Db, releases: readonly store.ReleaseRow[], now: Date) {
  const told = await cardsOf(db, releases);
  return releases.map((release) => ({
    id: release.id,
    kind: release.kind,
    title: told.get(release.subjectId)?.title ?? release.title,
    subtitle: told.get(release.subjectId)?.subtitle ?? release.subtitle,
    mode: release.mode,
    state: stateOf(release, now),
    entryOpensAt: release.entryOpensAt,
    entryClosesAt: release.entryClosesAt,
    opensAt: release.opensAt,
    closesAt: release.closesAt,
    left: release.capacity - release.taken - release.held,
    capacity: release.capacity,
    asOf: now,
    campaignId: release.campaignId,
    roundId: release.roundId,
    faceValueFen: release.unitFen,
  }));
}

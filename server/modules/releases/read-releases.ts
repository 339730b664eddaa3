import { claimsOn } from "#engines/stock";
import type { MemberActor } from "#kernel/actor";
import { type Ctx, transact } from "#kernel/context";
import type { Db } from "#kernel/db";
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
  return transact(ctx, async (tx) => {
    const releases = await store.listReleases(tx.db, {
      from: query.from === undefined ? new Date(now.getTime() - dayMillis) : new Date(query.from),
      to: query.to === undefined ? new Date(now.getTime() + 14 * dayMillis) : new Date(query.to),
      ...(query.campaignId === undefined ? {} : { campaignId: query.campaignId }),
      limit: mostCards,
    });
    const visible = releases.filter((release) => !release.rehearsal);
    const cards = await toCards(tx.db, visible, now);
    const mine = await mineOf(part, tx.db, actor, visible);
    return { items: cards.map((card) => ({ ...card, mine: mine.get(card.id) })), serverTime: now };
  });
}

export async function getForMember(part: TakingPart, ctx: Ctx, actor: MemberActor, releaseId: string) {
  await getReachable(part, actor, releaseId);
  const now = part.desk.snapshots.now();
  return transact(ctx, async (tx) => {
    const release = await store.findRelease(tx.db, releaseId);
    if (release === undefined) throw errors.noSuchRelease();
    const [card] = await toCards(tx.db, [release], now);
    if (card === undefined) throw errors.noSuchRelease();
    const mine = await mineOf(part, tx.db, actor, [release]);
    const refusal = await store.findRefusal(tx.db, releaseId, actor.personId);
    return {
      ...card,
      mine: { ...mine.get(releaseId), ...(refusal === undefined ? {} : { lastRefusal: refusal }) } as MyPart,
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
      nextOpensAt: (await store.nextOpening(tx.db, release, now)) ?? null,
      serverTime: now,
    };
  });
}

/** One member's part in a release, with the last refusal: "why not me". */
export async function mineForMember(
  part: TakingPart,
  ctx: Ctx,
  actor: MemberActor,
  releaseId: string,
): Promise<MyPart> {
  await getReachable(part, actor, releaseId);
  return transact(ctx, (tx) => myPart(part, tx.db, actor, releaseId));
}

export async function myPart(part: TakingPart, db: Db, actor: MemberActor, releaseId: string): Promise<MyPart> {
  const release = await store.findRelease(db, releaseId);
  if (release === undefined) throw errors.noSuchRelease();
  const mine = (await mineOf(part, db, actor, [release])).get(releaseId);
  const refusal = await store.findRefusal(db, releaseId, actor.personId);
  return {
    ...(mine ?? { entered: false, reminder: false, eligible: true }),
    ...(refusal === undefined ? {} : { lastRefusal: refusal }),
  };
}

/** The published order of a served window: the secret, and for every entry its number and tickets, nothing else. */
export async function publishedOrder(part: TakingPart, ctx: Ctx, actor: MemberActor, releaseId: string) {
  await getReachable(part, actor, releaseId);
  const [release, mine] = await transact(
    ctx,
    async (tx) =>
      [await store.findRelease(tx.db, releaseId), await store.findEntry(tx.db, releaseId, actor.personId)] as const,
  );
  if (release?.secretPublished == null || release.secretHash === null) throw errors.notPublished();
  // The list holds entry numbers only; whose they are stays behind row level security, hence the server's sight for it.
  const entries = await transact(part.system, (tx) => store.listEntries(tx.db, releaseId));
  return {
    releaseId,
    algorithm: "HMAC-SHA256(secret, number), smallest of weight tickets, ascending" as const,
    secret: release.secretPublished.toString("hex"),
    secretHash: release.secretHash.toString("hex"),
    capacity: release.capacity,
    winners: Math.min(release.capacity, entries.length),
    entries,
    ...(mine?.place == null ? {} : { mine: { number: mine.number, place: mine.place } }),
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

async function mineOf(
  part: TakingPart,
  db: Db,
  actor: MemberActor,
  releases: readonly store.ReleaseRow[],
): Promise<Map<string, MyPart>> {
  const parts = new Map<string, MyPart>();
  for (const release of releases) parts.set(release.id, await oneOf(part, db, actor, release));
  return parts;
}

async function oneOf(part: TakingPart, db: Db, actor: MemberActor, release: store.ReleaseRow): Promise<MyPart> {
  const entry = await part.directory.find(release.id);
  const shares = entry?.shares.map((share) => share.quotaId) ?? [];
  const [claim] = await claimsOn(db, actor.personId, [release.id, ...shares]);
  const mine = release.mode === "first_come" ? undefined : await store.findEntry(db, release.id, actor.personId);
  const reminder = await store.findReminder(db, release.id, actor.personId);
  const refusal =
    entry === undefined ? undefined : ineligibility(entry.eligibility, await factsFor(part, actor, entry));
  return {
    entered: mine !== undefined,
    ...(mine === undefined ? {} : { entryNumber: mine.number, outcome: mine.outcome ?? "waiting" }),
    ...(mine?.place == null ? {} : { place: mine.place }),
    ...(claim === undefined ? {} : { claimId: claim.id, claimState: claim.state }),
    ...(claim?.holdUntil == null ? {} : { holdUntil: claim.holdUntil }),
    ...(claim?.state === "waiting"
      ? { waiting: { position: await store.waitingPosition(db, release.id, claim.id) } }
      : {}),
    reminder: reminder !== undefined,
    eligible: refusal === undefined,
    ...(refusal === undefined ? {} : { reasonCode: refusal.reason, reasonParams: refusal.params }),
  };
}

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

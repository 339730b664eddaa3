import type { MemberActor } from "#kernel/actor";
import type { Ctx } from "#kernel/context";
import type { Db } from "#kernel/database/db";
import { type MyPart, myPart } from "./my-parts.ts";
import { cardsOf, type ReleasableCard } from "./releasables.ts";
import * as errors from "./releases.errors.ts";
import { stateOf } from "./releases.rules.ts";
import type * as store from "./releases.store.ts";
import { getReachable, type TakingPart } from "./take-part.ts";

const dayMillis = 86_400_000;

interface Asked {
  from?: string | undefined;
  to?: string | undefined;
  campaignId?: string | undefined;
}

/** The cards of the calendar: what is going on or opens within the range, as one member may see it. */
export async function listForMember(part: TakingPart, ctx: Ctx, actor: MemberActor, query: Asked) {
  const now = part.desk.snapshots.now();
  const key = [query.from, query.to, query.campaignId].join(" ");
  const asking = { key, ctx, range: rangeOf(query, now), campaignId: query.campaignId };
  const { releases, told, asOf } = await part.board.list(actor, asking);
  const items = await Promise.all(
    releases.map(async (release) => {
      const { lastRefusal: _, ...mine } = await myPart(part, actor, release.id);
      return { ...cardOf(release, told, { now, asOf }), mine };
    }),
  );
  return { items, serverTime: now };
}

/** What a calendar shows when it is not told: from yesterday until two weeks from now. */
export const rangeOf = (query: Asked, now: Date) => ({
  from: query.from === undefined ? new Date(now.getTime() - dayMillis) : new Date(query.from),
  to: query.to === undefined ? new Date(now.getTime() + 14 * dayMillis) : new Date(query.to),
});

export async function getForMember(part: TakingPart, ctx: Ctx, actor: MemberActor, releaseId: string) {
  await getReachable(part, actor, releaseId);
  const now = part.desk.snapshots.now();
  const reading = await part.board.one(ctx, actor, releaseId);
  const release = reading?.releases[0];
  if (reading === undefined || release === undefined) throw errors.noSuchRelease();
  return {
    ...cardOf(release, reading.told, { now, asOf: reading.asOf }),
    mine: await myPart(part, actor, releaseId),
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
    nextOpensAt: reading.nextOpensAt,
    serverTime: now,
  };
}

/** One member's part in a release that lies within their reach. */
export async function mineForMember(part: TakingPart, actor: MemberActor, releaseId: string): Promise<MyPart> {
  await getReachable(part, actor, releaseId);
  return myPart(part, actor, releaseId);
}

/** The public half of releases, read now: what every reader of a card sees. */
export async function toCards(db: Db, releases: readonly store.ReleaseRow[], now: Date) {
  const told = await cardsOf(db, releases);
  return releases.map((release) => cardOf(release, told, { now, asOf: now }));
}

function cardOf(
  release: store.ReleaseRow,
  told: Map<string, ReleasableCard>,
  { now, asOf }: { now: Date; asOf: Date },
) {
  return {
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
    asOf,
    campaignId: release.campaignId,
    roundId: release.roundId,
    faceValueFen: release.unitFen,
  };
}

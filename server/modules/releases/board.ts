import { LRUCache } from "lru-cache";
import type { MemberActor } from "#kernel/actor";
import { type Ctx, transact } from "#kernel/context";
import { isOfPlay } from "#kernel/http/play";
import { cardsOf, type ReleasableCard } from "./releasables.ts";
import * as store from "./releases.store.ts";

/** For how long a process shows what it has read: a second, as the stock figures themselves. */
const freshMillis = 1000;
const mostCards = 100;

/** Releases as they were at `asOf`, with what is told of the things they release. */
export interface Reading {
  releases: readonly store.ReleaseRow[];
  told: Map<string, ReleasableCard>;
  asOf: Date;
}

/** When one release was read, and when the next of its kind opens. */
export interface OneReading extends Reading {
  nextOpensAt: Date | null;
}

interface Asking {
  ctx: Ctx;
  range: { from: Date; to: Date };
  campaignId: string | undefined;
}

/**
 * What members of one union see alike, read once a second for all of them: at noon thousands of phones ask for the same list.
 * Kept by reach, and read with the row level security of whoever asked first; another reach is another reading.
 */
export function createBoard(now: () => Date) {
  const lists = new LRUCache<string, Reading, Asking>({
    ...{ max: 2000, ttl: freshMillis },
    fetchMethod: (_key, _stale, { context }) => readList(context, now),
  });
  const details = new LRUCache<string, OneReading | { missing: true }, { ctx: Ctx; id: string }>({
    ...{ max: 2000, ttl: freshMillis },
    fetchMethod: (_key, _stale, { context }) => readOne(context.ctx, context.id, now),
  });
  return {
    /** The releases that are going on or open within the range; rehearsals in the play space, and only there. */
    list: async (actor: MemberActor, asked: { key: string } & Asking): Promise<Reading> => {
      const reading = await lists.fetch(`${actor.reach.join(",")} ${asked.key}`, { context: asked });
      return reading ?? { releases: [], told: new Map(), asOf: now() };
    },
    one: async (ctx: Ctx, actor: MemberActor, id: string): Promise<OneReading | undefined> => {
      const reading = await details.fetch(`${actor.reach.join(",")} ${id}`, { context: { ctx, id } });
      return reading === undefined || "missing" in reading ? undefined : reading;
    },
    /** Reads anew from here on; for whoever has just changed a release in this process. */
    clear: (): void => {
      lists.clear();
      details.clear();
    },
  };
}

export type Board = ReturnType<typeof createBoard>;

async function readList({ ctx, range, campaignId }: Asking, now: () => Date): Promise<Reading> {
  return transact(ctx, async (tx) => {
    const asOf = now();
    const only = campaignId === undefined ? {} : { campaignId };
    const all = await store.listReleases(tx.db, { ...range, ...only, limit: mostCards });
    const releases = all.filter((release) => release.rehearsal === isOfPlay(ctx.actor));
    return { releases, told: await cardsOf(tx.db, releases), asOf };
  });
}

async function readOne(ctx: Ctx, id: string, now: () => Date): Promise<OneReading | { missing: true }> {
  return transact(ctx, async (tx) => {
    const asOf = now();
    const release = await store.findRelease(tx.db, id);
    if (release === undefined) return { missing: true };
    const told = await cardsOf(tx.db, [release]);
    const nextOpensAt = (await store.nextOpening(tx.db, release, asOf)) ?? null;
    return { releases: [release], told, asOf, nextOpensAt };
  });
}

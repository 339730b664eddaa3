import { sql } from "kysely";
import { LRUCache } from "lru-cache";
import { type Ctx, transact } from "#kernel/context";
import type { Db } from "#kernel/database/db";
import type { Hearing, Listener } from "#kernel/database/listener";
import { nodeMovedChannel } from "#kernel/nodes.store";
import { asksForWins, type EligibilityRule, standingSubjects, type WeightRule } from "./eligibility.rules.ts";
import * as store from "./releases.store.ts";

/** What the claim path must know of a release; only the next round may become known, or be called off, while it lives. */
export interface ReleaseEntry {
  id: string;
  node: string;
  eligibility: EligibilityRule[];
  weights: WeightRule[];
  caps: store.CapText[];
  asksForWins: boolean;
  /** Subjects in which what a person has earned counts here. */
  standingSubjects: string[];
  opensAt: Date;
  /** `ownHour`: when it opens, where that is later than for everybody. */
  shares: { quotaId: string; branch: string | null; tag: string | null; ownHour: Date | null }[];
  /** When the next round of the same thing, else of the same campaign, opens, as it was known up to a minute ago. */
  nextOpensAt: Date | null;
}

/** Releases by id, remembered per process, so that the claim path asks the database once a minute at most. */
export interface ReleaseDirectory {
  find(id: string): ReleaseEntry | undefined | Promise<ReleaseEntry | undefined>;
  /** Reads anew from here on; for whoever has just changed a release in this process. */
  clear(): void;
  /** Hears from now on what other processes change. */
  hear(listener: Listener): Hearing;
}

const changedChannel = "release_changed";

/** Lets every process read a release anew once this transaction is committed. */
export const tellChanged = (db: Db, releaseId: string) =>
  sql`select pg_notify(${changedChannel}, ${releaseId})`.execute(db);

export function createDirectory(system: Ctx): ReleaseDirectory {
  const known = new LRUCache<string, ReleaseEntry>({ max: 5000, ttl: 60_000 });
  const loading = new Map<string, Promise<ReleaseEntry | undefined>>();
  const load = (id: string) => {
    const reading = transact(system, (tx) => read(tx.db, id, system.clock.now())).then((entry) => {
      // What was forgotten while it was read may be the old one.
      if (loading.get(id) === reading && entry !== undefined) known.set(id, entry);
      return entry;
    });
    loading.set(id, reading);
    const end = () => loading.get(id) === reading && loading.delete(id);
    reading.then(end, end);
    return reading;
  };
  const clear = () => {
    known.clear();
    loading.clear();
  };
  const forget = (id: string) => {
    known.delete(id);
    loading.delete(id);
  };
  return {
    clear,
    find: (id) => known.get(id) ?? loading.get(id) ?? load(id),
    hear: (listener) =>
      listener.hear({
        channels: [changedChannel, nodeMovedChannel],
        onMessage: (channel, id) => (channel === nodeMovedChannel ? clear() : forget(id)),
        onState: (healthy) => healthy && clear(),
      }),
  };
}

async function read(db: Db, id: string, now: Date): Promise<ReleaseEntry | undefined> {
  const release = await store.findRelease(db, id);
  if (release === undefined) return undefined;
  const shares = await store.listShares(db, [id]);
  return {
    id,
    node: release.node,
    eligibility: release.eligibility,
    weights: release.weights,
    caps: release.caps,
    asksForWins: asksForWins(release.eligibility, release.weights),
    standingSubjects: standingSubjects(release.eligibility, release.weights),
    opensAt: release.opensAt,
    shares: shares.map(({ quotaId, branch, tag, ownHour }) => ({ quotaId, branch, tag, ownHour })),
    nextOpensAt: (await store.nextOpening(db, release, release.opensAt > now ? release.opensAt : now)) ?? null,
  };
}

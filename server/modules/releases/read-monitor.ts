import { stockFacts } from "#engines/stock";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { listSeconds } from "./monitor.ts";
import * as parts from "./parts.store.ts";
import * as errors from "./releases.errors.ts";
import { latencyAt, stateOf } from "./releases.rules.ts";
import * as store from "./releases.store.ts";
import { getReadable } from "./run-releases.ts";

const shownSeconds = 600;

/** The last ten minutes of a release by the second, with its stock now. Throws release.no_such_release. */
export async function monitorRelease(ctx: Ctx, now: Date, releaseId: string) {
  return transact(ctx, async (tx) => {
    await getReadable(tx, releaseId);
    const figures = await readMonitor(tx, now, releaseId, shownSeconds);
    if (figures === undefined) throw errors.noSuchRelease();
    return figures;
  });
}

/** The figures of a release and its last `seconds`, as the transaction sees them; undefined when there is none. */
export async function readMonitor(tx: Tx, now: Date, releaseId: string, seconds: number) {
  const release = await store.findRelease(tx.db, releaseId);
  if (release === undefined) return undefined;
  const samples = await listSeconds(tx.db, releaseId, seconds);
  const shares = await store.listShares(tx.db, [releaseId]);
  const facts = await stockFacts(tx.db, [releaseId, ...shares.map((share) => share.quotaId)]);
  return {
    releaseId,
    series: samples.map(({ latency, ...second }) => ({
      ...second,
      p50Ms: latencyAt(latency, 0.5),
      p99Ms: latencyAt(latency, 0.99),
    })),
    left: release.capacity - release.taken - release.held,
    capacity: release.capacity,
    taken: release.taken,
    entries: release.entries ?? (await parts.countEntries(tx.db, [releaseId])).get(releaseId) ?? 0,
    redeemed: facts.reduce((sum, fact) => sum + Number(fact.redeemed), 0),
    refused: await parts.refusalsByCode(tx.db, releaseId),
    state: stateOf(release, now),
    serverTime: now,
  };
}

import {
  type Award,
  awardClaims,
  type ClaimOutcome,
  cancelQuota,
  type NewTimes,
  reduce,
  retimeQuota,
  shiftSpills,
} from "#engines/stock";
import { record } from "#kernel/audit/audit";
import type { Tx } from "#kernel/context";
import { announce } from "#kernel/outbox/outbox";
import { tellChanged } from "./directory.ts";
import type { EligibilityRule } from "./eligibility.rules.ts";
import { assertWinsCounted } from "./publish-release.ts";
import * as errors from "./releases.errors.ts";
import * as store from "./releases.store.ts";

/**
 * Acts on releases that are under way, for the modules that own what is released: their rules have allowed them, and they give a
 * transaction with the server's sight.
 */

/**
 * Changes the times of a release; what members have is good by the new ones. With `spillsBy` (milliseconds) what is kept for some goes up
 * to everybody so much later, or earlier. Throws `stock.wrong_times` {field}, `stock.quota_closed`.
 */
export async function retimeRelease(
  tx: Tx,
  releaseId: string,
  times: NewTimes & { reason: string; spillsBy?: number },
): Promise<void> {
  const { reason, spillsBy, ...moved } = times;
  const release = await getRelease(tx, releaseId);

  if (spillsBy !== undefined) await shiftSpills(tx, releaseId, spillsBy);
  await retimeQuota(tx, releaseId, moved);
  await store.setReleaseTimes(tx.db, releaseId, moved);

  await acted(tx, release, "release.retimed", { reason });
}

/** Lets other people take part than before; who has entered or holds something keeps it. Throws `release.wins_not_counted`. */
export async function changeAudience(tx: Tx, releaseId: string, rules: readonly EligibilityRule[]): Promise<void> {
  const release = await getRelease(tx, releaseId);
  assertWinsCounted(rules, release.caps);

  await store.setEligibility(tx.db, releaseId, rules);
  await tellChanged(tx.db, releaseId);

  await acted(tx, release, "release.audience_changed", { rules: rules.length });
}

/** Takes free units out of a release; what people have stays. Throws `stock.below_taken` {inUse}. */
export async function reduceRelease(tx: Tx, releaseId: string, units: number): Promise<void> {
  const release = await getRelease(tx, releaseId);

  await reduce(tx, releaseId, units);

  await acted(tx, release, "release.reduced", { units });
}

/**
 * Takes everything back that members have of a release, with their uses under caps, and closes it. Gives how many claims ended; what
 * was used stays so. The module tells the members why.
 */
export async function cancelRelease(tx: Tx, releaseId: string, reason: string): Promise<number> {
  const release = await getRelease(tx, releaseId);

  const ended = await cancelQuota(tx, releaseId);

  await acted(tx, release, "release.cancelled", { reason, ended });
  return ended;
}

/**
 * Gives units of a release's award share to persons who are named, under the same caps as everybody's. Gives what became of each, in
 * their order. Throws `release.no_award_share`.
 */
export async function awardRelease(
  tx: Tx,
  releaseId: string,
  { awards, reason }: { awards: readonly Award[]; reason: string },
): Promise<ClaimOutcome[]> {
  const release = await getRelease(tx, releaseId);
  const share = (await store.listShares(tx.db, [releaseId])).find((one) => one.award);
  if (share === undefined) throw errors.noAwardShare();

  const outcomes = await awardClaims(tx, { quotaId: share.quotaId, awards, reason });

  const granted = outcomes.filter((one) => one.outcome === "granted").length;
  await acted(tx, release, "release.awarded", { reason, asked: awards.length, granted });
  return outcomes;
}

async function getRelease(tx: Tx, releaseId: string): Promise<store.ReleaseRow> {
  const release = await store.findRelease(tx.db, releaseId);
  if (release === undefined) throw errors.noSuchRelease();
  return release;
}

async function acted(tx: Tx, release: store.ReleaseRow, topic: string, detail: Record<string, unknown>): Promise<void> {
  const object = { type: "release", id: release.id };
  await record(tx, { chain: `quota:${release.id}`, node: release.node, action: topic, object, detail });
  await announce(tx, topic, { node: release.node, releaseId: release.id, ...detail });
}

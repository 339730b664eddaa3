import { reduce } from "#engines/stock";
import { record } from "#kernel/audit/audit";
import type { Tx } from "#kernel/context";
import { announce } from "#kernel/outbox/outbox";
import type { EligibilityRule } from "./eligibility.rules.ts";
import { assertWinsCounted } from "./publish-release.ts";
import * as errors from "./releases.errors.ts";
import * as store from "./releases.store.ts";

/**
 * Lets other people take part in a release than before; who has entered or holds something keeps it. The caller has authorised it
 * and gives a transaction with the server's sight. Other processes know within a minute. Throws `release.wins_not_counted`.
 */
export async function changeAudience(tx: Tx, releaseId: string, rules: readonly EligibilityRule[]): Promise<void> {
  const release = await store.findRelease(tx.db, releaseId);
  if (release === undefined) throw errors.noSuchRelease();
  assertWinsCounted(rules, release.caps);

  await store.setEligibility(tx.db, releaseId, rules);
  await acted(tx, release, "release.audience_changed", { rules: rules.length });
}

/** Takes free units out of a release; what people have stays. Throws `stock.below_taken` {inUse}. */
export async function reduceRelease(tx: Tx, releaseId: string, units: number): Promise<void> {
  const release = await store.findRelease(tx.db, releaseId);
  if (release === undefined) throw errors.noSuchRelease();

  await reduce(tx, releaseId, units);
  await acted(tx, release, "release.reduced", { units });
}

async function acted(tx: Tx, release: store.ReleaseRow, topic: string, detail: Record<string, unknown>): Promise<void> {
  const object = { type: "release", id: release.id };
  await record(tx, { chain: `quota:${release.id}`, node: release.node, action: topic, object, detail });
  await announce(tx, topic, { node: release.node, releaseId: release.id, ...detail });
}

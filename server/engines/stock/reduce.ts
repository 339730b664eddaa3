import { release as unsetAside } from "#engines/funds";
import { record } from "#kernel/audit/audit";
import type { Tx } from "#kernel/context";
import { announce } from "#kernel/outbox/outbox";
import { fundOf } from "./shares.ts";
import * as errors from "./stock.errors.ts";
import * as store from "./stock.store.ts";

/**
 * Takes free units out of a quota; their money goes back to the budget. What somebody has or is offered stays. Throws
 * `stock.below_taken` {inUse}, `stock.quota_closed`, and `stock.wrong_units` for numbered units, which have labels.
 */
export async function reduce(tx: Tx, quotaId: string, units: number): Promise<void> {
  const quota = await store.lockQuota(tx.db, quotaId);
  if (quota === undefined) throw errors.noSuchQuota();
  if (quota.state === "closed") throw errors.quotaClosed();
  if (quota.numbered || units < 1) throw errors.wrongUnits(quota.capacity);
  const inUse = quota.taken + quota.held;
  if (quota.capacity - units < inUse) throw errors.belowTaken(inUse);

  await store.moveCapacity(tx.db, quotaId, -units);
  const fund = fundOf(quota);
  if (fund !== undefined && fund.unitFen > 0)
    await unsetAside(tx, {
      sourceId: fund.sourceId,
      node: quota.node,
      amountFen: units * fund.unitFen,
      quotaId,
      reference: { type: "quota", id: quotaId },
    });
  const detail = { units, capacity: quota.capacity - units };
  await record(tx, {
    ...{ chain: `quota:${quotaId}`, node: quota.node, action: "stock.reduced" },
    ...{ object: { type: "quota", id: quotaId }, detail },
  });
  await announce(tx, "stock.reduced", { node: quota.node, quotaId, ...detail });
  await store.tellProcesses(tx.db, quotaId);
}

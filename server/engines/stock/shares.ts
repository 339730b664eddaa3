import { setAside, release as unsetAside } from "#engines/funds";
import { record } from "#kernel/audit/audit";
import type { Tx } from "#kernel/context";
import { announce } from "#kernel/outbox/outbox";
import * as errors from "./stock.errors.ts";
import * as store from "./stock.store.ts";
import { moveFreeUnits } from "./units.store.ts";

/** Where a quota's money comes from and what one unit is worth; undefined for what costs nothing. */
export const fundOf = (quota: store.QuotaRow) =>
  quota.fundSourceId === null || quota.unitFen === null
    ? undefined
    : { sourceId: quota.fundSourceId, unitFen: quota.unitFen };

/** A closed quota offers nothing any more: the money of units that come back returns to the budget, as that of its free ones did. */
export async function giveMoneyBack(tx: Tx, quota: store.QuotaRow, units = 1): Promise<void> {
  const fund = fundOf(quota);
  if (fund === undefined || fund.unitFen * units === 0) return;
  await unsetAside(tx, {
    ...{ sourceId: fund.sourceId, node: quota.node, amountFen: fund.unitFen * units, quotaId: quota.id },
    reference: { type: "quota", id: quota.id },
  });
}

/** Moves the free units of a share into the quota it belongs to, with their labels and their money. The caller has locked both. Gives how many. */
export async function moveUp(tx: Tx, shareId: string): Promise<number> {
  const share = await store.findQuota(tx.db, shareId);
  if (share?.parentId == null) throw errors.noSuchQuota();
  const units = share.capacity - share.taken - share.held;
  if (units === 0) return 0;

  await store.moveCapacity(tx.db, shareId, -units);
  await store.moveCapacity(tx.db, share.parentId, units);
  if (share.numbered && (await moveFreeUnits(tx.db, shareId, share.parentId)) !== units)
    throw new Error(`quota ${shareId} has other free labels than units`);
  const fund = fundOf(share);
  if (fund !== undefined && fund.unitFen > 0) {
    const move = { sourceId: fund.sourceId, node: share.node, amountFen: units * fund.unitFen };
    const reference = { type: "spill", id: shareId };
    await unsetAside(tx, { ...move, quotaId: shareId, reference });
    await setAside(tx, { ...move, quotaId: share.parentId, reference });
  }
  await record(tx, {
    chain: `quota:${shareId}`,
    node: share.node,
    action: "stock.spilled",
    object: { type: "quota", id: shareId },
    detail: { units, into: share.parentId },
  });
  await store.tellProcesses(tx.db, share.parentId);
  await announce(tx, "stock.spilled", { node: share.node, quotaId: shareId, units, into: share.parentId });
  return units;
}

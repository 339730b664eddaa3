import { type AccountKind, post } from "#engines/funds";
import { record } from "#kernel/audit/audit";
import type { Tx } from "#kernel/context";
import { announce } from "#kernel/outbox/outbox";
import * as errors from "./stock.errors.ts";
import * as store from "./stock.store.ts";

export interface Locked {
  quota: store.QuotaRow;
  claim: store.Claim;
  now: Date;
}

/** Locks a claim: the quota's row first, so that it can meet a batch or a sweep in one order only. */
export async function lock(tx: Tx, claimId: string, { givesBack = false } = {}): Promise<Locked> {
  const found = await store.findClaim(tx.db, claimId);
  if (found === undefined) throw errors.noSuchClaim();
  // A unit given back may go up to the quota that the share belongs to.
  if (givesBack) await store.lockWithParent(tx.db, found.quotaId);
  const quota = await store.lockQuota(tx.db, found.quotaId);
  const claim = await store.lockClaim(tx.db, claimId);
  if (quota === undefined || claim === undefined) throw errors.noSuchClaim();
  return { quota, claim, now: await store.databaseNow(tx.db) };
}

/** Until when a unit is kept that is held or offered now. */
export const holdEnd = (quota: store.QuotaRow, now: Date) =>
  new Date(Math.min(now.getTime() + quota.holdSeconds * 1000, quota.closesAt.getTime()));

/** The audit record, the event and the money of one act on one claim. */
export async function acted(
  tx: Tx,
  quota: store.QuotaRow,
  claim: store.Claim,
  action: string,
  money?: [AccountKind, AccountKind],
  detail: Record<string, unknown> = {},
): Promise<void> {
  if (money !== undefined && quota.fundSourceId !== null && (quota.unitFen ?? 0) > 0)
    await post(tx, {
      sourceId: quota.fundSourceId,
      node: quota.node,
      quotaId: quota.id,
      amountFen: quota.unitFen ?? 0,
      from: money[0],
      to: money[1],
      reference: { type: action, id: claim.id },
    });
  await record(tx, {
    chain: `quota:${quota.id}`,
    node: quota.node,
    action,
    object: { type: "claim", id: claim.id },
    detail,
  });
  await announce(tx, action, {
    node: quota.node,
    quotaId: quota.id,
    claimId: claim.id,
    personId: claim.personId,
    ...detail,
  });
}

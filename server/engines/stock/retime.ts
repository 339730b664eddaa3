import { sql } from "kysely";
import { actorLabel } from "#kernel/actor";
import { record } from "#kernel/audit/audit";
import type { Tx } from "#kernel/context";
import { announce } from "#kernel/outbox/outbox";
import { closeQuota } from "./quotas.ts";
import { setTimes } from "./retime.store.ts";
import { giveMoneyBack } from "./shares.ts";
import * as errors from "./stock.errors.ts";
import * as store from "./stock.store.ts";
import type { NewTimes } from "./stock.types.ts";

/**
 * Changes the times of a quota and its shares; what members have is good by the new ones. A window that has begun begins no other
 * time, and one that has ended stays as it was. Throws `stock.wrong_times` {field}, `stock.quota_closed`.
 */
export async function retimeQuota(tx: Tx, quotaId: string, times: NewTimes): Promise<void> {
  const family = await store.lockFamily(tx.db, quotaId);
  const quota = family.find((one) => one.id === quotaId);
  if (quota === undefined) throw errors.noSuchQuota();
  if (quota.state === "closed") throw errors.quotaClosed();
  const wrong = wrongTime(quota, times, await store.databaseNow(tx.db));
  if (wrong !== undefined) throw errors.wrongTimes(wrong);

  await setTimes(tx.db, quotaId, times);
  await record(tx, {
    chain: `quota:${quotaId}`,
    node: quota.node,
    action: "stock.retimed",
    object: { type: "quota", id: quotaId },
    detail: Object.fromEntries(Object.entries(times).map(([name, at]) => [name, (at as Date).toISOString()])),
  });
  await announce(tx, "stock.retimed", { node: quota.node, quotaId });
  await store.tellProcesses(tx.db, quotaId);
}

/** Moves the hours at which shares that are still kept go up to everybody, with what they are kept for. */
export const shiftSpills = (tx: Tx, quotaId: string, milliseconds: number) =>
  sql`update stock.quota set spill_at = spill_at + make_interval(secs => ${milliseconds / 1000})
    where parent_id = ${quotaId} and spill_at is not null and spilled_at is null`.execute(tx.db);

/** The first of the new times that cannot be, or undefined. */
function wrongTime(quota: store.QuotaRow, times: NewTimes, now: Date): keyof NewTimes | undefined {
  const then = { ...quota, ...times };
  const windowed = quota.entryOpensAt !== null && quota.entryClosesAt !== null;
  if (!windowed && (times.entryOpensAt !== undefined || times.entryClosesAt !== undefined)) return "entryOpensAt";
  if (windowed && times.entryOpensAt !== undefined && now >= (quota.entryOpensAt ?? now)) return "entryOpensAt";
  if (
    windowed &&
    times.entryClosesAt !== undefined &&
    (now >= (quota.entryClosesAt ?? now) || now >= times.entryClosesAt)
  )
    return "entryClosesAt";
  if (times.opensAt !== undefined && now >= quota.opensAt) return "opensAt";
  if (windowed && (then.entryOpensAt ?? now) >= (then.entryClosesAt ?? now)) return "entryClosesAt";
  if (windowed && (then.entryClosesAt ?? now) >= then.closesAt) return "closesAt";
  if (then.opensAt >= then.closesAt) return "closesAt";
  if (then.validFrom >= then.validUntil || then.closesAt > then.validUntil) return "validUntil";
  return undefined;
}

/**
 * Takes everything back that people have of a quota and its shares, with their uses under caps, and closes it: what it was for does
 * not take place. Gives how many claims ended. What was redeemed stays so.
 */
export async function cancelQuota(tx: Tx, quotaId: string): Promise<number> {
  const family = await store.lockFamily(tx.db, quotaId);
  if (!family.some((quota) => quota.id === quotaId)) throw errors.noSuchQuota();
  let ended = 0;
  for (const quota of family) {
    const { rows } = await sql<{ ended: number }>`
      select stock.return_all(${quota.id}::uuid, 'cancelled', ${actorLabel(tx.actor)}) as ended`.execute(tx.db);
    const units = rows[0]?.ended ?? 0;
    // What is still open gives its money back as it is closed.
    if (quota.state === "closed") await giveMoneyBack(tx, quota, units);
    ended += units;
  }
  await closeQuota(tx, quotaId);
  return ended;
}

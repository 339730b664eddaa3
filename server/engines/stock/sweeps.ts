import { sql } from "kysely";
import { type Ctx, transact } from "#kernel/context";
import { releaseHold } from "./claims.ts";
import { spill } from "./quotas.ts";

/** Ends holds that have run out; each in its own transaction, and offers their units to the next. Gives how many. */
export async function expireHolds(system: Ctx, limit = 200): Promise<number> {
  const due = await transact(system, async (tx) =>
    sql<{ id: string }>`select id from stock.claim where state = 'held' and hold_until <= clock_timestamp()
      order by hold_until limit ${limit}`.execute(tx.db),
  );
  for (const { id } of due.rows)
    await alone(system, id, () => transact(system, (tx) => releaseHold(tx, id, "ran_out")));
  return due.rows.length;
}

/** Moves what shares have left upwards when their time has come. Gives how many shares. */
export async function spillDue(system: Ctx): Promise<number> {
  const due = await transact(system, async (tx) =>
    sql<{
      id: string;
    }>`select s.id from stock.quota s join stock.quota p on p.id = s.parent_id
      where s.spilled_at is null and s.spill_at <= clock_timestamp() and s.state <> 'closed' and p.state <> 'closed'
      and (s.mode = 'first_come' or s.served_at is not null) order by s.id limit 200`.execute(tx.db),
  );
  for (const { id } of due.rows) await alone(system, id, () => transact(system, (tx) => spill(tx, id)));
  return due.rows.length;
}

/**
 * Ends active claims that were not used in their valid days; their units are not freed. One quota at a time, under its lock, with
 * one funds entry, one audit record and one event. Gives how many claims lapsed.
 */
export async function lapseClaims(system: Ctx, limit = 1000): Promise<number> {
  const due = await transact(system, async (tx) =>
    sql<{ quotaId: string }>`select distinct quota_id from (
      select quota_id from stock.claim where state = 'active' and valid_until <= clock_timestamp() limit ${limit}) s`.execute(
      tx.db,
    ),
  );
  let total = 0;
  for (const { quotaId } of due.rows)
    total += (await alone(system, quotaId, () => transact(system, (tx) => lapseOfQuota(tx.db, quotaId, limit)))) ?? 0;
  return total;
}

/** One thing that cannot be swept must not stop the others from being swept. */
async function alone<T>(system: Ctx, id: string, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    system.log.warn({ id, reason: (error as Error).message }, "stock.sweep_failed");
    return undefined;
  }
}

async function lapseOfQuota(db: Ctx["db"], quotaId: string, limit: number): Promise<number> {
  const { rows } = await sql<{
    count: number;
  }>`select stock.lapse(${quotaId}::uuid, ${limit}, 'system:sweep') as count`.execute(db);
  return rows[0]?.count ?? 0;
}

import { sql } from "kysely";
import type { Db } from "#kernel/database/db";
import type { NewTimes } from "./stock.types.ts";

/** Changes the times of a quota and its shares, and the valid days of what members have of them. */
export async function setTimes(db: Db, quotaId: string, times: NewTimes): Promise<void> {
  // Told apart before anything moves: by the new times of the one and the old of the other they cannot be.
  const later = await listLater(db, quotaId);
  await setOwnHours(db, later, times);
  await db
    .updateTable("stock.quota")
    .set(times)
    .where((eb) => eb.or([eb("id", "=", quotaId), eb("parentId", "=", quotaId)]))
    .where(sql<boolean>`id <> all (${later}::uuid[])`)
    .execute();
  await sql`update stock.claim c set valid_from = q.valid_from, valid_until = stock.valid_until(q, c.granted_at)
    from stock.quota q where (q.id = ${quotaId} or q.parent_id = ${quotaId}) and c.quota_id = q.id and c.state = 'active'`.execute(
    db,
  );
}

/** The shares of a quota that open later than it does. */
async function listLater(db: Db, quotaId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select q.id from stock.quota q join stock.quota w on w.id = q.parent_id
    where w.id = ${quotaId} and q.opens_at > w.opens_at`.execute(db);
  return rows.map(({ id }) => id);
}

/** These shares have no window and keep their distance to the opening of their whole, as far as there is time before the end. */
const setOwnHours = (db: Db, ids: readonly string[], { opensAt, closesAt, validFrom, validUntil }: NewTimes) =>
  sql`update stock.quota q set
      opens_at = least(q.opens_at + (coalesce(${opensAt ?? null}::timestamptz, w.opens_at) - w.opens_at),
        coalesce(${closesAt ?? null}::timestamptz, q.closes_at) - interval '1 minute'),
      closes_at = coalesce(${closesAt ?? null}::timestamptz, q.closes_at),
      valid_from = coalesce(${validFrom ?? null}::timestamptz, q.valid_from),
      valid_until = coalesce(${validUntil ?? null}::timestamptz, q.valid_until)
    from stock.quota w where q.id = any (${[...ids]}::uuid[]) and w.id = q.parent_id`.execute(db);

import { sql } from "kysely";
import type { Db } from "#kernel/database/db";

/** Gives the uses of a person back, under every cap of the quota. */
export const giveBackCaps = (db: Db, quotaId: string, personId: string) =>
  sql`update stock.cap_use set used = used - 1 where person_id = ${personId} and used > 0
    and cap_id in (select cap_id from stock.quota_cap where quota_id = ${quotaId})`.execute(db);

/** Counts one use under every cap of the quota, in the order (person, cap); false when there is no room under one. */
export async function countUse(db: Db, quotaId: string, personId: string): Promise<boolean> {
  const { rows } = await sql<{ allowed: boolean }>`
    with caps as (
      select array_agg(c.id order by c.id) as ids, array_agg(c.max_units order by c.id) as most, min(q.node::text)::ltree as node
      from stock.quota q left join stock.quota_cap qc on qc.quota_id = q.id left join stock.cap c on c.id = qc.cap_id
      where q.id = ${quotaId} and c.id is not null
    )
    select ids is null or ${personId}::uuid = any (stock.lock_caps(node, ids, most, array[${personId}::uuid])) as allowed from caps`.execute(
    db,
  );
  if (rows[0]?.allowed === false) return false;
  await sql`update stock.cap_use set used = used + 1 where person_id = ${personId}
    and cap_id in (select cap_id from stock.quota_cap where quota_id = ${quotaId})`.execute(db);
  return true;
}

/**
 * Locks the cap rows of who gives a unit of `from` back and of everybody to whom `offeredBy` (that quota or its whole) may offer its free
 * units then, in the order (person, cap) and before one of them is changed: they must not meet a batch of another quota in a circle.
 */
export const lockCaps = (db: Db, person: string, { from, offeredBy }: { from: string; offeredBy: string }) =>
  sql`select stock.lock_caps(q.node, array_agg(c.id order by c.id), array_agg(c.max_units order by c.id),
      ${[person]}::uuid[] || array(select person_id from stock.claim
        where quota_id = q.id and state = 'waiting' order by waiting_rank, id
        limit stock.looked_at((select sum(capacity - taken - held) from stock.quota where id in (${from}, q.id)))))
    from stock.quota q join stock.quota_cap qc on qc.quota_id = q.id join stock.cap c on c.id = qc.cap_id
    where q.id = ${offeredBy} group by q.id, q.node`.execute(db);

/** True when the person has room under every cap of the quota. Locks nothing. */
export async function hasRoom(db: Db, quotaId: string, personId: string): Promise<boolean> {
  const { rows } = await sql`select from stock.quota_cap qc join stock.cap c on c.id = qc.cap_id
    join stock.cap_use u on u.cap_id = c.id and u.person_id = ${personId}
    where qc.quota_id = ${quotaId} and u.used >= c.max_units limit 1`.execute(db);
  return rows.length === 0;
}

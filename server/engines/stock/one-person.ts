import { sql } from "kysely";
import type { Db } from "#kernel/database/db";
import { registerStayingRows } from "#kernel/person-references";

registerStayingRows("stock.cap_use", "counted anew for both from what each holds then");

/** When two files become one person, or two again. With the sight of the server. */

/** True while both stand in one draw that is still to come, or both wait for or are offered a unit of one quota: one of them has to leave first. */
export async function standTogether(db: Db, one: string, other: string): Promise<boolean> {
  const { rows } = await sql`
    select from stock.entry a join stock.entry b on b.quota_id = a.quota_id and b.person_id = ${other}
      where a.person_id = ${one} and a.outcome is null and b.outcome is null
    union all
    select from stock.claim a join stock.claim b on b.quota_id = a.quota_id and b.person_id = ${other}
      where a.person_id = ${one} and a.state in ('waiting', 'held') and b.state in ('waiting', 'held')
    limit 1`.execute(db);
  return rows.length > 0;
}

/**
 * Counts what these people hold under every cap again, after claims have gone from one to the other. Whoever takes part meanwhile is
 * waited for: rows are locked in the order (person, cap), as everywhere.
 */
export async function recountCaps(db: Db, personIds: readonly string[]): Promise<void> {
  const people = [...personIds].sort();
  const held = sql`select c.person_id, qc.cap_id, count(*)::integer as used from stock.claim c
    join stock.quota_cap qc on qc.quota_id = c.quota_id
    where c.person_id = any(${people}::uuid[]) and c.state in ('held', 'active', 'redeemed', 'lapsed')
    group by c.person_id, qc.cap_id`;
  await sql`insert into stock.cap_use (cap_id, person_id, node, used)
    select h.cap_id, h.person_id, c.node, 0 from (${held}) h join stock.cap c on c.id = h.cap_id order by h.person_id, h.cap_id
    on conflict do nothing`.execute(db);
  await sql`select from stock.cap_use where person_id = any(${people}::uuid[]) order by person_id, cap_id for update`.execute(
    db,
  );
  // A statement of its own: it sees what those have written who were waited for.
  await sql`update stock.cap_use u set used = coalesce((select h.used from (${held}) h
      where h.person_id = u.person_id and h.cap_id = u.cap_id), 0)
    where u.person_id = any(${people}::uuid[])`.execute(db);
}

import { sql } from "kysely";
import { registerAuditNames } from "#kernel/audit/audit-names";
import type { Db } from "#kernel/database/db";

/** The columns by which readers of the audit know the things of this room. */
const titles = {
  series: sql`select id, title as name from activities.series`,
  film: sql`select id, title as name from activities.film`,
  plan: sql`select p.id, r.title || ' · ' || p.title as name from activities.plan p
    join activities.series r on r.id = p.series_id`,
  session: sql`select s.id, coalesce(f.title, r.title) || ' ' ||
      to_char(s.starts_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') as name
    from activities.session s join activities.series r on r.id = s.series_id left join activities.film f on f.id = s.film_id`,
  door: sql`select id, name || ' ' || day as name from activities.door`,
};

for (const [type, select] of Object.entries(titles))
  registerAuditNames(type, async (db: Db, ids) => {
    const { rows } = await sql<{ id: string; name: string }>`
      select id, name from (${select}) named where id = any(${[...ids]}::uuid[])`.execute(db);
    return new Map(rows.map(({ id, name }) => [id, name]));
  });

import { sql } from "kysely";
import { registerAuditNames } from "#kernel/audit/audit-names";
import type { Db } from "#kernel/database/db";

const hallName = sql.raw("case when starts_with(h.name, p.name) then h.name else p.name || ' ' || h.name end");

/** The columns by which readers of the audit know the things of this room. */
const titles = {
  place: sql`select id, name from places.place`,
  hall: sql`select h.id, ${hallName} as name from places.hall h join places.place p on p.id = h.place_id`,
  booking: sql`select id, title as name from places.booking`,
};

for (const [type, select] of Object.entries(titles))
  registerAuditNames(type, async (db: Db, ids) => {
    const { rows } = await sql<{ id: string; name: string }>`
      select id, name from (${select}) named where id = any(${[...ids]}::uuid[])`.execute(db);
    return new Map(rows.map(({ id, name }) => [id, name]));
  });

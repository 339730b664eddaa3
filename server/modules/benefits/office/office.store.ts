import { sql } from "kysely";
import type { Db } from "#kernel/database/db";

/** How many people it takes where nobody has laid down anything. */
export const usualPeople = 3;

/** What the nearest union up the tree has laid down. */
export async function findOffice(
  db: Db,
  node: string,
): Promise<{ people: 2 | 3; organisationId: string; changedAt: Date } | undefined> {
  const { rows } = await sql<{ people: 2 | 3; organisationId: string; changedAt: Date }>`
    select people, organisation_id, changed_at from benefits.office
    where node @> ${node}::ltree order by nlevel(node) desc limit 1`.execute(db);
  return rows[0];
}

/** How many different people the campaigns of a node need. */
export const peopleOfNode = async (db: Db, node: string): Promise<2 | 3> =>
  (await findOffice(db, node))?.people ?? usualPeople;

export const upsertOffice = (db: Db, row: { node: string; organisationId: string; people: 2 | 3; by: string | null }) =>
  sql`insert into benefits.office (node, organisation_id, people, changed_by)
    values (${row.node}::ltree, ${row.organisationId}, ${row.people}, ${row.by})
    on conflict (node) do update set people = excluded.people, changed_by = excluded.changed_by,
      changed_at = clock_timestamp()`.execute(db);

import { sql } from "kysely";
import type { Tx } from "#kernel/context";
import type { Db } from "#kernel/database/db";
import { seeingAll } from "#kernel/sight";
import { listSpokenOf } from "../registration/entries.store.ts";

interface Reference {
  table: string;
  column: string;
}

/** Tables that name people, from the catalogue: also those of rooms to come. What a membership brings with it is looked at by itself. */
async function listReferences(db: Db): Promise<Reference[]> {
  const { rows } = await sql<Reference>`
    select format('%I.%I', n.nspname, c.relname) as table, a.attname as column
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where a.attname in ('person_id', 'principal_id') and a.atttypid = 'uuid'::regtype and not a.attisdropped
      and c.relkind in ('r', 'p') and not c.relispartition and n.nspname not in ('pg_catalog', 'information_schema')
      and has_table_privilege(c.oid, 'select')
      and format('%I.%I', n.nspname, c.relname) not in ('membership.membership', 'membership.registration_entry')
    order by 1`.execute(db);
  return rows;
}

/**
 * Deletes people whom an import brought in and whom nothing else knows yet; gives the ids of those who are gone. Whoever has
 * signed in, taken part in anything or been moved stays.
 */
export async function removeImported(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  const gone = await listUntouched(tx, ids);
  if (gone.length === 0) return new Set();
  await sql`delete from membership.membership where person_id = any(${gone}::uuid[])`.execute(tx.db);
  const { rows } = await sql<{ id: string }>`
    delete from membership.person where id = any(${gone}::uuid[]) and source = 'import' returning id`.execute(tx.db);
  return new Set(rows.map(({ id }) => id));
}

/** Those whose membership is as it began, and whom nothing but their file and it knows. */
export async function listUntouched(tx: Tx, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const known = new Set<string>();
  // What other unions know of them counts as well, though whoever takes the import back may not read it.
  await seeingAll(tx, async () => {
    for (const { table, column } of await listReferences(tx.db)) {
      const { rows } = await sql<{ id: string }>`select distinct ${sql.ref(column)} as id from ${sql.table(table)}
        where ${sql.ref(column)} = any(${[...ids]}::uuid[])`.execute(tx.db);
      for (const { id } of rows) known.add(id);
    }
    // Whoever becomes a member while a year of registration is open has an entry by that alone.
    for (const id of await listSpokenOf(tx.db, ids)) known.add(id);
  });
  const free = ids.filter((id) => !known.has(id));
  const { rows: moved } = await sql<{ personId: string }>`select person_id from membership.membership
    where person_id = any(${free}::uuid[]) group by person_id having count(*) > 1 or bool_or(state <> 'active')`.execute(
    tx.db,
  );
  return free.filter((id) => !moved.some(({ personId }) => personId === id));
}

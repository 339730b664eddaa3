import type pg from "pg";

/** What stands in the way of loading rows as they are; put back by the statements it gives for afterwards. */
export interface LaidAside {
  putBack: string[];
}

/**
 * Lays aside, inside the running transaction, what would refuse or change rows that come in the order of table names:
 * foreign keys (which may run in circles), triggers, and row level security forced on the owner.
 */
export async function layAside(client: pg.ClientBase): Promise<LaidAside> {
  const steps = [...(await foreignKeys(client)), ...(await triggers(client)), ...(await forcedPolicies(client))];
  for (const { away } of steps) await client.query(away);
  return { putBack: steps.map(({ back }) => back) };
}

/** Puts everything back; foreign keys check every row then, and the transaction fails if one points nowhere. */
export async function putBack(client: pg.ClientBase, aside: LaidAside): Promise<void> {
  for (const sql of aside.putBack) await client.query(sql);
}

interface Step {
  away: string;
  back: string;
}

const ourNamespaces = "n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_(toast|temp)'";

async function foreignKeys(client: pg.ClientBase): Promise<Step[]> {
  const { rows } = await client.query<Step>(`
    select format('alter table %I.%I drop constraint %I', n.nspname, c.relname, k.conname) as away,
      format('alter table %I.%I add constraint %I %s', n.nspname, c.relname, k.conname, pg_get_constraintdef(k.oid)) as back
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    where k.contype = 'f' and k.conparentid = 0 and ${ourNamespaces} order by k.oid`);
  return rows;
}

async function triggers(client: pg.ClientBase): Promise<Step[]> {
  const { rows } = await client.query<Step>(`
    select format('alter table %I.%I disable trigger %I', n.nspname, c.relname, t.tgname) as away,
      format('alter table %I.%I enable %s trigger %I', n.nspname, c.relname,
        case t.tgenabled when 'A' then 'always' else '' end, t.tgname) as back
    from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
    where not t.tgisinternal and t.tgparentid = 0 and t.tgenabled in ('O', 'A') and c.relkind in ('r', 'p')
      and ${ourNamespaces} order by t.oid`);
  return rows;
}

/** PostgreSQL refuses COPY into a table whose policies bind the role that copies. */
async function forcedPolicies(client: pg.ClientBase): Promise<Step[]> {
  const { rows } = await client.query<Step>(`
    select format('alter table %I.%I no force row level security', n.nspname, c.relname) as away,
      format('alter table %I.%I force row level security', n.nspname, c.relname) as back
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relforcerowsecurity and c.relkind in ('r', 'p') and ${ourNamespaces} order by c.oid`);
  return rows;
}

/** Fills materialised views, which the archive does not hold, in the order they were made. */
export async function refreshViews(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ sql: string }>(`
    select format('refresh materialized view %I.%I', n.nspname, c.relname) as sql
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'm' and c.relispopulated and ${ourNamespaces} order by c.oid`);
  for (const { sql } of rows) await client.query(sql);
}

import pg from "pg";
import { StartupError } from "../startup-error.ts";
import type { ArchiveHead } from "./archive.ts";

export interface BackupTable {
  schema: string;
  name: string;
  /** Without generated ones, which PostgreSQL computes again. */
  columns: string[];
}

type Partition = ArchiveHead["partitions"][number];

/** Not what PostgreSQL and its extensions made; the list of migrations has its own place in an archive. */
const ours = `n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_(toast|temp)'
  and (n.nspname, c.relname) <> ('public', 'migration')
  and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')`;

/** The quoted name, for SQL. */
export function quoted({ schema, name }: { schema: string; name: string }): string {
  return `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`;
}

/** Every table of ours in the order of names; a partitioned table stands for its partitions. */
export async function listTables(client: pg.ClientBase): Promise<BackupTable[]> {
  const { rows } = await client.query<BackupTable>(`
    select n.nspname as schema, c.relname as name,
      array(select a.attname::text from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition and ${ours} order by 1, 2`);
  return rows;
}

/** Partitions in an order in which they can be made. */
export async function listPartitions(client: pg.ClientBase): Promise<Partition[]> {
  const { rows } = await client.query<Partition>(`
    select n.nspname as schema, c.relname as name, pg_get_expr(c.relpartbound, c.oid) as bound, pg_get_partkeydef(c.oid) as key,
      (select jsonb_build_object('schema', pn.nspname, 'name', p.relname) from pg_inherits i
        join pg_class p on p.oid = i.inhparent join pg_namespace pn on pn.oid = p.relnamespace where i.inhrelid = c.oid) as parent
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relispartition and c.relkind in ('r', 'p') and ${ours}
    order by (select count(*) from pg_partition_ancestors(c.oid)), 1, 2`);
  return rows;
}

/** Every sequence with where it stands. */
export async function listSequences(client: pg.ClientBase) {
  const { rows } = await client.query<{ schema: string; name: string }>(`
    select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'S' and ${ours} order by 1, 2`);
  const states = [];
  for (const sequence of rows) {
    const sql = `select last_value::text as value, is_called as called from ${quoted(sequence)}`;
    const state = (await client.query<{ value: string; called: boolean }>(sql)).rows[0];
    if (state) states.push({ ...sequence, ...state });
  }
  return states;
}

export async function listAppliedMigrations(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>("select name from public.migration order by name");
  return rows.map(({ name }) => name);
}

/**
 * Proves that the running transaction, with app.scope '*', sees every row of every table; a policy that hides some
 * from the server itself would make backups incomplete without anybody noticing. Throws StartupError naming the tables.
 */
export async function assertAllRowsVisible(client: pg.ClientBase): Promise<void> {
  const { rows: guarded } = await client.query<{ oid: number; name: string; labels: string[] }>(`
    select c.oid::int, format('%I.%I', n.nspname, c.relname) as name,
      array(select format('%I', a.attname) from pg_attribute a join pg_type t on t.oid = a.atttypid
        where a.attrelid = c.oid and a.attnotnull and t.typname = 'ltree') as labels
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition and row_security_active(c.oid) and ${ours} order by 2`);
  const hidden: string[] = [];
  for (const table of guarded) {
    if (!(await admitsEverything(client, table))) hidden.push(table.name);
  }
  if (hidden.length > 0) {
    throw new StartupError(
      `The policies of ${hidden.join(", ")} hide rows from the server itself: each needs one that is true for every row when app.scope is '*'.`,
    );
  }
}

async function admitsEverything(client: pg.ClientBase, table: { oid: number; labels: string[] }): Promise<boolean> {
  const { rows: policies } = await client.query<{ permissive: boolean; qual: string | null }>(
    `select polpermissive as permissive, pg_get_expr(polqual, polrelid) as qual from pg_policy
    where polrelid = $1 and polcmd in ('r', '*')
      and (polroles = '{0}' or exists (select from unnest(polroles) r where r <> 0 and pg_has_role(r, 'usage')))`,
    [table.oid],
  );
  const verdicts: boolean[] = [];
  let permitted = false;
  for (const { permissive, qual } of policies) {
    const everything = qual === null || (await isTrueForEveryRow(client, qual, table.labels));
    if (permissive) permitted ||= everything;
    else verdicts.push(everything);
  }
  return permitted && verdicts.every(Boolean);
}

/**
 * Tries each arm of the condition's OR by itself on sample rows that hold nothing but paths in the tree. An arm that
 * needs any other column fails there, so what comes out true is true whatever a row holds.
 */
async function isTrueForEveryRow(client: pg.ClientBase, condition: string, labels: string[]): Promise<boolean> {
  const columns = ["nothing", ...labels].join(", ");
  const samples = ["", "a", "b.c.d"].map((path) => `(null, ${labels.map(() => `text2ltree('${path}')`).join(", ")})`);
  const rows = labels.length > 0 ? samples.join(", ") : "(null)";
  for (const arm of armsOf(condition)) {
    await client.query("savepoint probe");
    const sql = `select bool_and(coalesce((${arm}), false)) as everything from (values ${rows}) sample (${columns})`;
    const answer = await client.query<{ everything: boolean }>(sql).catch(() => undefined);
    await client.query("rollback to savepoint probe");
    if (answer?.rows[0]?.everything) return true;
  }
  return false;
}

/** Splits `a OR (b AND c)`, as PostgreSQL prints it, at the ORs that are not inside anything. */
export function armsOf(condition: string): string[] {
  const arms = [""];
  let depth = 0;
  for (const token of condition.trim().match(/'(?:[^']|'')*'|"(?:[^"]|"")*"| OR |[()]|[^'"() ]+| /g) ?? []) {
    if (token === "(") depth++;
    if (token === ")") depth--;
    if (token === " OR " && depth === 0) arms.push("");
    else arms.push(`${arms.pop()}${token}`);
  }
  if (arms.length > 1) return arms.flatMap(armsOf);
  const inner = condition.trim();
  return isWrapped(inner) ? armsOf(inner.slice(1, -1)) : [inner];
}

/** Says whether the first parenthesis is closed by the last character. */
function isWrapped(text: string): boolean {
  if (!text.startsWith("(")) return false;
  let depth = 0;
  for (const token of text.matchAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"|[()]/g)) {
    if (token[0] === "(") depth++;
    if (token[0] === ")" && --depth === 0) return token.index === text.length - 1;
  }
  return false;
}

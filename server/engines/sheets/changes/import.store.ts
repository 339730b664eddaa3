import { sql } from "kysely";
import type { Db } from "#kernel/database/db";
import type { Defect, Mapping } from "../sheets.types.ts";
import type { ImportState } from "./changes.rules.ts";
import type { Settled } from "./targets.ts";

export interface ImportOptions {
  /** Rows that cannot be taken are left out instead of holding up the others. */
  skipRefused?: boolean;
}

export interface ImportRow {
  id: string;
  nodeId: string;
  node: string;
  kind: string;
  subjectId: string | null;
  fileName: string;
  state: ImportState;
  sealedKey: Buffer | null;
  mapping: Mapping | null;
  settled: Settled;
  options: ImportOptions;
  rowsDone: number;
  rowsTotal: number | null;
  /** How often somebody has begun the work of this state. */
  attempts: number;
  problem: Defect | null;
  revision: number;
  createdBy: string;
  createdAt: Date;
  submittedBy: string | null;
  appliedAt: Date | null;
  undoneAt: Date | null;
  /** Who asked for it to be taken back. */
  undoneBy: string | null;
  /** Rows of this check whose numbers are registered with other unions, as far as they have been counted. */
  elsewhere: number;
  destroyOn: string;
  destroyedAt: Date | null;
}

const columns =
  sql.raw(`id, node_id, node::text as node, kind, subject_id, file_name, state, sealed_key, mapping, settled, options,
  rows_done, rows_total, attempts, problem, revision, created_by, created_at, submitted_by, applied_at, undone_at, undone_by,
  elsewhere, destroy_on, destroyed_at`);

export interface NewImport {
  id: string;
  nodeId: string;
  node: string;
  kind: string;
  subjectId: string | null;
  fileName: string;
  sealedKey: Buffer;
  createdBy: string;
  destroyOn: string;
}

export const insertImport = (db: Db, i: NewImport) =>
  sql`insert into sheets.import (id, node_id, node, kind, subject_id, file_name, state, sealed_key, created_by, destroy_on)
    values (${i.id}::uuid, ${i.nodeId}::uuid, ${i.node}::ltree, ${i.kind}, ${i.subjectId}::uuid, ${i.fileName}, 'reading',
      ${i.sealedKey}, ${i.createdBy}::uuid, ${i.destroyOn}::date)`.execute(db);

export const insertFile = (db: Db, f: { importId: string; node: string; content: Buffer }) =>
  sql`insert into sheets.import_file (import_id, node, content)
    values (${f.importId}::uuid, ${f.node}::ltree, ${f.content})`.execute(db);

export async function findFile(db: Db, importId: string): Promise<Buffer | undefined> {
  const { rows } = await sql<{ content: Buffer }>`
    select content from sheets.import_file where import_id = ${importId}::uuid`.execute(db);
  return rows[0]?.content;
}

export async function findImport(db: Db, id: string): Promise<ImportRow | undefined> {
  const { rows } = await sql<ImportRow>`select ${columns} from sheets.import where id = ${id}::uuid`.execute(db);
  return rows[0];
}

/** The same, locked until the transaction ends. */
export async function lockImport(db: Db, id: string): Promise<ImportRow | undefined> {
  const { rows } = await sql<ImportRow>`
    select ${columns} from sheets.import where id = ${id}::uuid for update`.execute(db);
  return rows[0];
}

/** The newest first. */
export async function listImports(
  db: Db,
  filter: { paths: string[]; before?: string | undefined; limit: number },
): Promise<ImportRow[]> {
  const { rows } = await sql<ImportRow>`select ${columns} from sheets.import
    where node <@ any(${filter.paths}::ltree[]) and (${filter.before ?? null}::uuid is null or id < ${filter.before ?? null}::uuid)
    order by id desc limit ${filter.limit}`.execute(db);
  return rows;
}

/** What a second person is to answer, what was brought in first first; not what `except` handed in or asked to be taken back. */
export async function listToAnswer(
  db: Db,
  filter: { paths: string[]; except: string; limit: number },
): Promise<ImportRow[]> {
  const { rows } = await sql<ImportRow>`select ${columns} from sheets.import
    where node <@ any(${filter.paths}::ltree[]) and destroyed_at is null
      and case state when 'submitted' then submitted_by when 'undo_asked' then undone_by end <> ${filter.except}::uuid
    order by id limit ${filter.limit}`.execute(db);
  return rows;
}

export interface ImportChange {
  state?: ImportState;
  mapping?: Mapping;
  settled?: Settled;
  options?: ImportOptions;
  problem?: Defect | null;
  submittedBy?: string | null;
  undoneBy?: string;
  rowsTotal?: number;
  applied?: true;
  undone?: true;
}

const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value));

/** Changes what is given and counts the revision up; a new state begins with nothing done. */
export const updateImport = (db: Db, id: string, c: ImportChange) =>
  sql`update sheets.import set state = coalesce(${c.state ?? null}, state),
      mapping = coalesce(${json(c.mapping)}::jsonb, mapping), settled = coalesce(${json(c.settled)}::jsonb, settled),
      options = coalesce(${json(c.options)}::jsonb, options),
      problem = case when ${c.problem === undefined} then problem else nullif(${json(c.problem ?? null)}::jsonb, 'null') end,
      submitted_by = case when ${c.submittedBy === undefined} then submitted_by else ${c.submittedBy ?? null}::uuid end,
      undone_by = coalesce(${c.undoneBy ?? null}::uuid, undone_by),
      elsewhere = case when ${c.state === undefined} then elsewhere else 0 end,
      applied_at = case when ${c.applied ?? false} then clock_timestamp() else applied_at end,
      undone_at = case when ${c.undone ?? false} then clock_timestamp() else undone_at end,
      rows_total = coalesce(${c.rowsTotal ?? null}::integer, rows_total),
      attempts = case when ${c.state === undefined} then attempts else 0 end,
      rows_done = case when ${c.state === undefined} then rows_done else 0 end,
      leased_until = case when ${c.state === undefined} then leased_until else '-infinity' end,
      revision = revision + 1
    where id = ${id}::uuid`.execute(db);

/** Says how far the work has come, and that it goes on; false when somebody else has taken it over or ended it. */
export async function reportProgress(
  db: Db,
  id: string,
  at: { state: ImportState; done: number; total?: number; leaseSeconds: number },
): Promise<boolean> {
  const { numAffectedRows } = await sql`update sheets.import set rows_done = ${at.done},
      rows_total = coalesce(${at.total ?? null}::integer, rows_total),
      leased_until = clock_timestamp() + make_interval(secs => ${at.leaseSeconds})
    where id = ${id}::uuid and state = ${at.state}`.execute(db);
  return numAffectedRows === 1n;
}

/** Says no more than that the work goes on, unless the import has left the state. */
export const renewLease = (db: Db, of: { id: string; state: ImportState }, leaseSeconds: number) =>
  sql`update sheets.import set leased_until = clock_timestamp() + make_interval(secs => ${leaseSeconds})
    where id = ${of.id}::uuid and state = ${of.state}`.execute(db);

/** Ends a lease without the work being done: the next worker begins anew at once, and this time does not count. */
export const endLeaseOf = (db: Db, of: { id: string; state: ImportState }) =>
  sql`update sheets.import set leased_until = '-infinity', attempts = attempts - 1
    where id = ${of.id}::uuid and state = ${of.state}`.execute(db);

/** Whether an import waits for the server or its worker has fallen silent. */
export async function anyWaiting(db: Db): Promise<boolean> {
  const { rows } = await sql<{ waits: boolean }>`select exists (select from sheets.import
    where state in ('reading', 'checking', 'applying', 'undoing') and leased_until < clock_timestamp()) as waits`.execute(
    db,
  );
  return rows[0]?.waits ?? false;
}

export const countElsewhere = (db: Db, id: string, elsewhere: number) =>
  sql`update sheets.import set elsewhere = ${elsewhere} where id = ${id}::uuid`.execute(db);

/** Takes an import that waits for the server or whose worker has fallen silent. */
export async function leaseImport(db: Db, leaseSeconds: number): Promise<ImportRow | undefined> {
  const { rows } = await sql<ImportRow>`update sheets.import i
    set leased_until = clock_timestamp() + make_interval(secs => ${leaseSeconds}), attempts = attempts + 1
    where id = (select id from sheets.import where state in ('reading', 'checking', 'applying', 'undoing')
      and leased_until < clock_timestamp() order by id limit 1 for update skip locked)
    returning ${columns}`.execute(db);
  return rows[0];
}

/** Imports whose time has come: keys, files and what lines held go; counts, codes and the audit stay. */
export async function destroyContents(db: Db, today: string): Promise<{ id: string; node: string }[]> {
  const { rows } = await sql<{ id: string; node: string }>`
    with due as (select id from sheets.import where destroyed_at is null and destroy_on <= ${today}::date
        and state not in ('reading', 'checking', 'applying', 'undoing') limit 100 for update skip locked),
      files as (delete from sheets.import_file where import_id in (select id from due)),
      emptied as (update sheets.line set sealed = '' where import_id in (select id from due))
    update sheets.import set sealed_key = null, destroyed_at = clock_timestamp(),
      state = case when state in ('mapping', 'review', 'submitted', 'failed') then 'withdrawn'
        when state = 'undo_asked' then 'applied' else state end
    where id in (select id from due) returning id, node::text as node`.execute(db);
  return rows;
}

export async function findRemembered(
  db: Db,
  of: { node: string; kind: string; signature: string },
): Promise<Record<string, string | null> | undefined> {
  const { rows } = await sql<{ columns: Record<string, string | null> }>`select columns from sheets.remembered_mapping
    where node = ${of.node}::ltree and kind = ${of.kind} and signature = ${of.signature}`.execute(db);
  return rows[0]?.columns;
}

export const rememberMapping = (
  db: Db,
  of: { node: string; kind: string; signature: string; columns: Readonly<Record<string, string | null>> },
) =>
  sql`insert into sheets.remembered_mapping (node, kind, signature, columns)
    values (${of.node}::ltree, ${of.kind}, ${of.signature}, ${JSON.stringify(of.columns)}::jsonb)
    on conflict (node, kind, signature) do update set columns = excluded.columns, updated_at = clock_timestamp()`.execute(
    db,
  );

/** The nearest rule at or above a node about whether a second person must look before rows go into its register. */
export async function findSecondPerson(db: Db, node: string): Promise<{ wanted: boolean; node: string } | undefined> {
  const { rows } = await sql<{
    wanted: boolean;
    node: string;
  }>`select wanted, node::text as node from sheets.second_person
    where node @> ${node}::ltree order by nlevel(node) desc limit 1`.execute(db);
  return rows[0];
}

/** Whether a second person must look; not where nobody has laid down anything. */
export const wantsSecondPerson = async (db: Db, node: string): Promise<boolean> =>
  (await findSecondPerson(db, node))?.wanted ?? false;

export const setSecondPerson = (db: Db, node: string, wanted: boolean) =>
  sql`insert into sheets.second_person (node, wanted) values (${node}::ltree, ${wanted})
    on conflict (node) do update set wanted = excluded.wanted, updated_at = clock_timestamp()`.execute(db);

/** Holds the import's rows for this transaction alone; false when another one has them. Progress can still be written. */
export async function tryHoldRows(db: Db, importId: string): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended('sheets.import.' || ${importId}, 0)) as held`.execute(db);
  return rows[0]?.held ?? false;
}

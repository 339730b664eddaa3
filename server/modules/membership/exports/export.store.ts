import { sql } from "kysely";
import type { Db } from "#kernel/database/db";
import type { PeopleSearch } from "../membership.rules.ts";
import type { ExportColumn, ExportState, SealedColumn } from "./export.rules.ts";

export interface ExportRow {
  id: string;
  number: number;
  nodeId: string;
  node: string;
  askedBy: string;
  askedByName: string;
  askedAt: Date;
  sealedQuery: Buffer | null;
  queryKind: PeopleSearch["by"] | null;
  columns: ExportColumn[];
  plain: SealedColumn[];
  format: "xlsx" | "csv";
  purpose: string;
  people: number;
  needsSecond: boolean;
  state: ExportState;
  problem: string | null;
  rowsDone: number;
  bytes: number;
  attempts: number;
  readyAt: Date | null;
  keptUntil: Date;
  sealedKey: Buffer | null;
}

const columns = sql.raw(`id, number, node_id, node::text as node, asked_by, asked_by_name, asked_at, sealed_query,
  query_kind, columns, plain, format, purpose, people, needs_second, state, problem, rows_done, bytes::float8 as bytes, attempts,
  ready_at, kept_until, sealed_key`);

export type NewExport = Pick<
  ExportRow,
  | "id"
  | "nodeId"
  | "node"
  | "askedBy"
  | "askedByName"
  | "sealedQuery"
  | "queryKind"
  | "columns"
  | "plain"
  | "format"
  | "purpose"
  | "people"
  | "needsSecond"
  | "sealedKey"
> & { state: "waiting" | "making"; keptDays: number };

/** Gives its number. */
export async function insertExport(db: Db, e: NewExport): Promise<number> {
  const { rows } = await sql<{
    number: number;
  }>`insert into membership.people_export (id, node_id, node, asked_by, asked_by_name,
      sealed_query, query_kind, columns, plain, format, purpose, people, needs_second, state, kept_until, sealed_key)
    values (${e.id}::uuid, ${e.nodeId}::uuid, ${e.node}::ltree, ${e.askedBy}::uuid, ${e.askedByName},
      ${e.sealedQuery}, ${e.queryKind}, ${e.columns}::text[], ${e.plain}::text[], ${e.format}, ${e.purpose}, ${e.people},
      ${e.needsSecond}, ${e.state}, clock_timestamp() + make_interval(days => ${e.keptDays}), ${e.sealedKey})
    returning number`.execute(db);
  return rows[0]?.number ?? 0;
}

/** Exports of one account wait for each other, so that two at once are counted together. */
export const holdAccount = (db: Db, accountId: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`people_export:${accountId}`}, 0))`.execute(db);

/** People whose whole numbers an account has taken out, or is about to, within a day and without a second person. */
export async function countAlone(db: Db, accountId: string): Promise<number> {
  const { rows } = await sql<{ people: number }>`select coalesce(sum(people), 0)::int as people
    from membership.people_export where asked_by = ${accountId}::uuid and asked_at > clock_timestamp() - interval '1 day'
      and plain <> '{}' and not needs_second`.execute(db);
  return rows[0]?.people ?? 0;
}

export async function findExport(db: Db, id: string): Promise<ExportRow | undefined> {
  const { rows } = await sql<ExportRow>`
    select ${columns} from membership.people_export where id = ${id}::uuid`.execute(db);
  return rows[0];
}

/** The same, locked until the transaction ends. */
export async function lockExport(db: Db, id: string): Promise<ExportRow | undefined> {
  const { rows } = await sql<ExportRow>`
    select ${columns} from membership.people_export where id = ${id}::uuid for update`.execute(db);
  return rows[0];
}

/** The newest first; `waiting`: those alone that wait for a second person. */
export async function listExports(
  db: Db,
  filter: { paths: string[]; waiting?: boolean; before?: string | undefined; limit: number },
): Promise<ExportRow[]> {
  const { rows } = await sql<ExportRow>`select ${columns} from membership.people_export
    where node <@ any(${filter.paths}::ltree[]) and (${!(filter.waiting ?? false)} or state = 'waiting')
      and (${filter.before ?? null}::uuid is null or id < ${filter.before ?? null}::uuid)
    order by id desc limit ${filter.limit}`.execute(db);
  return rows;
}

/** Another state; all but the first three are the end: the key goes with them. */
export const setState = (db: Db, id: string, to: { state: ExportState; problem?: string }) =>
  sql`update membership.people_export set state = ${to.state}, problem = ${to.problem ?? null},
      sealed_key = case when ${to.state} in ('waiting', 'making', 'ready') then sealed_key end
    where id = ${id}::uuid`.execute(db);

/** Takes an export that waits to be made, or whose maker has fallen silent; `attempts` is what this one is known by. */
export async function leaseExport(db: Db, leaseSeconds: number): Promise<ExportRow | undefined> {
  const { rows } = await sql<ExportRow>`update membership.people_export
    set leased_until = clock_timestamp() + make_interval(secs => ${leaseSeconds}), attempts = attempts + 1
    where id = (select id from membership.people_export where state = 'making' and leased_until < clock_timestamp()
      order by id limit 1 for update skip locked)
    returning ${columns}`.execute(db);
  return rows[0];
}

type Turn = Pick<ExportRow, "id" | "attempts">;

/** Says how far it has come and that it goes on; false when another maker has it, or nobody wants it any more. */
export async function reportProgress(db: Db, turn: Turn, at: { rows: number; leaseSeconds: number }): Promise<boolean> {
  const { numAffectedRows } = await sql`update membership.people_export set rows_done = ${at.rows},
      leased_until = clock_timestamp() + make_interval(secs => ${at.leaseSeconds})
    where id = ${turn.id}::uuid and state = 'making' and attempts = ${turn.attempts}`.execute(db);
  return numAffectedRows === 1n;
}

/** The file is whole. False as above. */
export async function finishExport(
  db: Db,
  turn: Turn,
  made: { rows: number; bytes: number; keptDays: number },
): Promise<boolean> {
  const { numAffectedRows } = await sql`update membership.people_export set state = 'ready', people = ${made.rows},
      rows_done = ${made.rows}, bytes = ${made.bytes}, ready_at = clock_timestamp(),
      kept_until = clock_timestamp() + make_interval(days => ${made.keptDays})
    where id = ${turn.id}::uuid and state = 'making' and attempts = ${turn.attempts}`.execute(db);
  return numAffectedRows === 1n;
}

export const insertPart = (db: Db, part: { exportId: string; node: string; number: number; content: Buffer }) =>
  sql`insert into membership.people_export_part (export_id, node, number, content)
    values (${part.exportId}::uuid, ${part.node}::ltree, ${part.number}, ${part.content})`.execute(db);

export async function findPart(db: Db, exportId: string, number: number): Promise<Buffer | undefined> {
  const { rows } = await sql<{ content: Buffer }>`select content from membership.people_export_part
    where export_id = ${exportId}::uuid and number = ${number}`.execute(db);
  return rows[0]?.content;
}

export const deleteParts = (db: Db, exportId: string) =>
  sql`delete from membership.people_export_part where export_id = ${exportId}::uuid`.execute(db);

/** Those whose time is over, locked, some at a time. */
export async function lockOld(db: Db): Promise<Pick<ExportRow, "id" | "node" | "state" | "number">[]> {
  const { rows } = await sql<Pick<ExportRow, "id" | "node" | "state" | "number">>`
    select id, node::text as node, state, number from membership.people_export
    where sealed_key is not null and kept_until <= clock_timestamp() and state <> 'making'
    order by id limit 100 for update skip locked`.execute(db);
  return rows;
}

/** What an account has asked for on these subtrees and is not over, locked. */
export async function lockOwn(
  db: Db,
  of: { accountId: string; paths: readonly string[] },
): Promise<Pick<ExportRow, "id" | "node" | "state" | "number">[]> {
  const { rows } = await sql<Pick<ExportRow, "id" | "node" | "state" | "number">>`
    select id, node::text as node, state, number from membership.people_export
    where asked_by = ${of.accountId}::uuid and node <@ any(${[...of.paths]}::ltree[]) and sealed_key is not null
    order by id for update`.execute(db);
  return rows;
}

import { sql } from "kysely";
import type { Db } from "#kernel/database/db";
import type { Defect } from "../sheets.types.ts";
import type { Counts, Outcome } from "./changes.rules.ts";
import type { Candidate } from "./targets.ts";

export type LineState = "open" | "applied" | "stale" | "undone" | "kept";
export type Decision = "same" | "new" | "leave";

export interface LineRow {
  row: number;
  outcome: Outcome;
  defects: Defect[];
  notes: Defect[];
  fields: string[];
  candidates: Candidate[];
  decision: Decision | null;
  targetId: string | null;
  state: LineState;
  kept: string[];
  sealed: Buffer;
}

const columns = sql.raw("row, outcome, defects, notes, fields, candidates, decision, target_id, state, kept, sealed");

export type NewLine = Omit<LineRow, "decision" | "state" | "kept">;

/** Writes many lines with one statement. */
export const insertLines = (db: Db, of: { importId: string; node: string }, lines: readonly NewLine[]) =>
  sql`insert into sheets.line (import_id, node, row, outcome, defects, notes, fields, candidates, target_id, sealed)
    select ${of.importId}::uuid, ${of.node}::ltree, row, outcome, defects::jsonb, notes::jsonb,
      array_remove(string_to_array(fields, ','), ''), candidates::jsonb, target_id, sealed
    from unnest(${lines.map((l) => l.row)}::integer[], ${lines.map((l) => l.outcome)}::text[],
      ${lines.map((l) => JSON.stringify(l.defects))}::text[], ${lines.map((l) => JSON.stringify(l.notes))}::text[],
      ${lines.map((l) => l.fields.join(","))}::text[], ${lines.map((l) => JSON.stringify(l.candidates))}::text[],
      ${lines.map((l) => l.targetId)}::uuid[], ${lines.map((l) => l.sealed)}::bytea[])
      as t (row, outcome, defects, notes, fields, candidates, target_id, sealed)`.execute(db);

export const deleteLines = (db: Db, importId: string) =>
  sql`delete from sheets.line where import_id = ${importId}::uuid`.execute(db);

export interface LineFilter {
  outcome?: Outcome | undefined;
  state?: LineState | undefined;
  /** Only conflicts that nobody has decided. */
  undecided?: boolean | undefined;
  /** Only lines with something to look at. */
  noted?: boolean | undefined;
  after: number;
  limit: number;
}

export async function listLines(db: Db, importId: string, filter: LineFilter): Promise<LineRow[]> {
  const { rows } = await sql<LineRow>`select ${columns} from sheets.line
    where import_id = ${importId}::uuid and row > ${filter.after}
      and (${filter.outcome ?? null}::text is null or outcome = ${filter.outcome ?? null})
      and (${filter.state ?? null}::text is null or state = ${filter.state ?? null})
      and (not ${filter.undecided ?? false}::boolean or (outcome = 'conflict' and decision is null))
      and (not ${filter.noted ?? false}::boolean or notes <> '[]')
    order by row limit ${filter.limit}`.execute(db);
  return rows;
}

/** Lines that are to be written: what inserts or updates, and conflicts that somebody has decided, except those left out. */
export async function listWritable(
  db: Db,
  importId: string,
  page: { after: number; limit: number },
): Promise<LineRow[]> {
  const { rows } = await sql<LineRow>`select ${columns} from sheets.line
    where import_id = ${importId}::uuid and row > ${page.after} and state = 'open'
      and (outcome in ('insert', 'update') or decision in ('same', 'new'))
    order by row limit ${page.limit}`.execute(db);
  return rows;
}

/** The last lines before one that were written, in the order of the file; from the end without one. */
export async function listApplied(
  db: Db,
  importId: string,
  page: { before: number | undefined; limit: number },
): Promise<LineRow[]> {
  const { rows } = await sql<LineRow>`select ${columns} from sheets.line
    where import_id = ${importId}::uuid and state = 'applied' and row < coalesce(${page.before ?? null}::integer, 2147483647)
    order by row desc limit ${page.limit}`.execute(db);
  return rows.reverse();
}

export async function countLines(db: Db, importId: string): Promise<Counts> {
  const { rows } = await sql<Counts>`select
      count(*) filter (where outcome = 'insert')::int as insert, count(*) filter (where outcome = 'update')::int as update,
      count(*) filter (where outcome = 'unchanged')::int as unchanged,
      count(*) filter (where outcome = 'conflict')::int as conflict,
      count(*) filter (where outcome = 'refused')::int as refused,
      count(*) filter (where outcome = 'conflict' and decision is null)::int as undecided,
      count(*) filter (where outcome = 'conflict' and decision = 'leave')::int as "leftOut",
      count(*) filter (where state = 'applied')::int as applied, count(*) filter (where state = 'stale')::int as stale,
      count(*) filter (where state = 'undone')::int as undone, count(*) filter (where state = 'kept')::int as kept
    from sheets.line where import_id = ${importId}::uuid`.execute(db);
  return rows[0] as Counts; // an aggregate always gives one row
}

export async function decideLine(
  db: Db,
  of: { importId: string; row: number; decision: Decision; targetId: string | null },
): Promise<boolean> {
  const { numAffectedRows } = await sql`update sheets.line set decision = ${of.decision},
      target_id = coalesce(${of.targetId}::uuid, target_id)
    where import_id = ${of.importId}::uuid and row = ${of.row} and outcome = 'conflict' and state = 'open'`.execute(db);
  return numAffectedRows === 1n;
}

/** All conflicts that nobody has decided, at once. */
export const decideRest = (db: Db, importId: string, decision: Decision) =>
  sql`update sheets.line set decision = ${decision}
    where import_id = ${importId}::uuid and outcome = 'conflict' and decision is null`.execute(db);

export interface LineEnd {
  row: number;
  state: LineState;
  targetId: string | null;
  kept?: string[];
}

/** Leads the planner to these rows by their key, whatever it knows of a table that has just grown: else it reads all lines for each batch. */
const within = (lines: readonly { row: number }[]) => {
  const rows = lines.map(({ row }) => row);
  return sql`l.row between ${Math.min(...rows)} and ${Math.max(...rows)}`;
};

/** What became of many lines, with one statement. */
export const endLines = (db: Db, importId: string, ends: readonly LineEnd[]) =>
  sql`update sheets.line l set state = t.state, target_id = coalesce(t.target_id, l.target_id),
      kept = array_remove(string_to_array(t.kept, ','), '')
    from unnest(${ends.map((e) => e.row)}::integer[], ${ends.map((e) => e.state)}::text[],
      ${ends.map((e) => e.targetId)}::uuid[], ${ends.map((e) => (e.kept ?? []).join(","))}::text[])
      as t (row, state, target_id, kept)
    where l.import_id = ${importId}::uuid and l.row = t.row and ${within(ends)}`.execute(db);

/** What lines hold, and which fields they changed, with one statement. */
export const resealLines = (
  db: Db,
  importId: string,
  lines: readonly { row: number; fields: readonly string[]; sealed: Buffer }[],
) =>
  sql`update sheets.line l set sealed = t.sealed, fields = array_remove(string_to_array(t.fields, ','), '')
    from unnest(${lines.map((l) => l.row)}::integer[], ${lines.map((l) => l.fields.join(","))}::text[],
      ${lines.map((l) => l.sealed)}::bytea[]) as t (row, fields, sealed)
    where l.import_id = ${importId}::uuid and l.row = t.row and ${within(lines)}`.execute(db);

export async function findLine(db: Db, importId: string, row: number): Promise<LineRow | undefined> {
  const { rows } = await sql<LineRow>`select ${columns} from sheets.line
    where import_id = ${importId}::uuid and row = ${row}`.execute(db);
  return rows[0];
}

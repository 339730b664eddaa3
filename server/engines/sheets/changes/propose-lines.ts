import type { Ctx } from "#kernel/context";
import { transact } from "#kernel/context";
import type { Secrets } from "#kernel/secrets/secrets";
import { seeingAll } from "#kernel/sight";
import type { Cell, Column, Defect, Judged, SheetSchema, Value } from "../sheets.types.ts";
import type { NewLine } from "./line.store.ts";
import { type ImportKey, sealLine } from "./sealing.ts";
import type { GivenLine, ImportPlace, Proposal, SheetTarget } from "./targets.ts";

/** One row as it was read: cells by column key. */
export interface ReadRow {
  row: number;
  raw: Readonly<Record<string, Cell>>;
}

type JudgedRow = ReadRow & Judged;

/** Columns by which two rows of one file are the same person; the later row is refused. */
const uniqueKinds: ReadonlySet<Column["kind"]> = new Set(["id_number", "phone"]);

/** Remembers what the file has said so far, as keyed hashes would be too slow for and plain values too open: in memory only. */
export type Seen = Map<string, number>;

/** Cleans and checks rows, and refuses those that say again what an earlier row of the file said of somebody. */
export function judgeRows(
  schema: SheetSchema,
  rows: readonly ReadRow[],
  { today, seen }: { today: string; seen: Seen },
): JudgedRow[] {
  const unique = schema.columns.filter((column) => uniqueKinds.has(column.kind));
  return rows.map((row) => {
    const judged = schema.judge(row.raw, today);
    const repeated = judged.defects.length > 0 ? undefined : repeatOf(judged, unique, { seen, row: row.row });
    return { ...row, ...judged, defects: repeated === undefined ? judged.defects : [repeated] };
  });
}

function repeatOf(
  { values }: Judged,
  unique: readonly Column[],
  { seen, row }: { seen: Seen; row: number },
): Defect | undefined {
  for (const { key } of unique) {
    const first = seen.get(`${key}\n${values[key]}`);
    if (values[key] !== null && first !== undefined)
      return { column: key, code: "sheets.duplicate_in_file", params: { firstRow: first } };
  }
  for (const { key } of unique) if (values[key] !== null) seen.set(`${key}\n${values[key]}`, row);
  return undefined;
}

export interface ProposeFor {
  ctx: Ctx;
  secrets: Secrets;
  target: SheetTarget;
  place: ImportPlace;
  key: ImportKey;
}

/** What rows would do to the register as it is now, as lines to be written down. */
export async function proposeLines(at: ProposeFor, rows: readonly JudgedRow[]): Promise<NewLine[]> {
  const good = rows.filter((row) => row.defects.length === 0);
  const proposals = await proposeGood(at, good);
  const byRow = new Map(good.map((row, index) => [row.row, proposals[index]]));
  return rows.map((row) => lineOf(at, row, byRow.get(row.row)));
}

async function proposeGood(at: ProposeFor, good: readonly GivenLine[]): Promise<Proposal[]> {
  if (good.length === 0) return [];
  const { ctx, secrets, target, place } = at;
  return transact(ctx, (tx) => seeingAll(tx, () => target.propose({ tx, secrets, place }, good)));
}

function lineOf({ key }: ProposeFor, row: JudgedRow, proposal: Proposal | undefined): NewLine {
  const refused = proposal ?? { outcome: "refused" as const, defects: row.defects };
  const content = {
    values: row.values,
    ...(proposal?.before === undefined ? {} : { before: proposal.before }),
    ...(proposal === undefined ? { raw: rawOf(row) } : {}),
  };
  return {
    row: row.row,
    outcome: refused.outcome,
    defects: refused.defects ?? [],
    notes: proposal?.notes ?? [],
    fields: proposal?.fields ?? [],
    candidates: proposal?.candidates ?? [],
    targetId: proposal?.targetId ?? null,
    sealed: sealLine(key, row.row, content),
  };
}

/** The text of the cells that could not be read, so that whoever reviews sees what stands there. */
function rawOf({ raw, defects }: JudgedRow): Record<string, string> {
  const keys = new Set(defects.flatMap(({ column }) => column ?? []));
  return Object.fromEntries([...keys].map((key) => [key, textOf(raw[key] ?? null)]));
}

const textOf = (cell: Cell): string =>
  (cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell ?? "")).slice(0, 200);

/** Distinct names that a column's cells hold. */
export const namesIn = (rows: readonly Judged[], key: string): string[] => [
  ...new Set(rows.flatMap(({ values }) => plainName(values[key]))),
];

const plainName = (value: Value | undefined): string[] => (typeof value === "string" && value !== "" ? [value] : []);

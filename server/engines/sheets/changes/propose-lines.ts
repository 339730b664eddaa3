import type { Ctx } from "#kernel/context";
import { transact } from "#kernel/context";
import type { Secrets } from "#kernel/secrets/secrets";
import { seeingAll } from "#kernel/sight";
import type { Cell, Column, Defect, Judged, SheetSchema, Value, Values } from "../sheets.types.ts";
import type { NewLine } from "./line.store.ts";
import { type ImportKey, sealLine } from "./sealing.ts";
import type { GivenLine, ImportPlace, Proposal, SheetTarget, SheetWork } from "./targets.ts";
import { type OpenedImport, onBehalf } from "./work-on-import.ts";

/** One row as it was read: cells by column key. */
export interface ReadRow {
  row: number;
  raw: Readonly<Record<string, Cell>>;
}

/** `notes`: what somebody should look at, though it is no reason to refuse. */
type JudgedRow = ReadRow & Judged & { notes?: Defect[] };

/** Columns by which two rows of one file are the same person; the later row is refused. */
const uniqueKinds: ReadonlySet<Column["kind"]> = new Set(["id_number", "phone"]);

/** What the file has said so far, as keyed hashes would be too slow for and plain values too open: in memory only. */
export class Seen {
  private readonly rows = new Map<string, number>();
  /** By row, the first row of its household. */
  private readonly households: number[] = [];

  /** The row that said this first, if an earlier one did. */
  rowOf(key: string, value: Value | undefined): number | undefined {
    return value === null ? undefined : this.rows.get(`${key}\n${value}`);
  }

  add(key: string, value: Value | undefined, row: number): void {
    if (value !== null) this.rows.set(`${key}\n${value}`, row);
  }

  /** Whether two rows say the same of their household, and anything at all. */
  isOneHousehold(household: string | undefined, rows: { row: number; first: number }): boolean {
    if (household === undefined) return false;
    const head = this.rows.get(household) ?? rows.row;
    this.rows.set(household, head);
    this.households[rows.row] = head;
    return this.households[rows.first] === head;
  }
}

/** Cleans and checks rows, and refuses those that say again what an earlier row of the file said of somebody. */
export function judgeRows(
  schema: SheetSchema,
  rows: readonly ReadRow[],
  { today, seen }: { today: string; seen: Seen },
): JudgedRow[] {
  const unique = schema.columns.filter((column) => uniqueKinds.has(column.kind));
  return rows.map((row) => {
    const judged = { ...row, ...schema.judge(row.raw, today) };
    return judged.defects.length > 0 ? judged : withoutRepeats(judged, unique, seen);
  });
}

function withoutRepeats(judged: JudgedRow, unique: readonly Column[], seen: Seen): JudgedRow {
  const { row } = judged;
  const values = { ...judged.values };
  const notes: Defect[] = [];
  for (const column of unique) {
    const { key } = column;
    const first = seen.rowOf(key, values[key]);
    const isShared = seen.isOneHousehold(householdOf(column, values), { row, first: first ?? row });
    if (first === undefined) continue;
    if (!isShared)
      return { ...judged, defects: [{ column: key, code: "sheets.duplicate_in_file", params: { firstRow: first } }] };
    values[key] = null;
    notes.push({ column: key, code: "sheets.shared_in_household", params: { firstRow: first } });
  }
  for (const { key } of unique) seen.add(key, values[key], row);
  return { ...judged, values, notes };
}

function householdOf(column: Column, values: Values): string | undefined {
  if (column.kind !== "phone" || column.sharedWithin === undefined) return undefined;
  const [first, ...others] = column.sharedWithin.map((key) => values[key] ?? null);
  return first === null || first === undefined ? undefined : `household\n${[first, ...others].join("\n")}`;
}

export interface ProposeFor {
  ctx: Ctx;
  secrets: Secrets;
  target: SheetTarget;
  place: ImportPlace;
  key: ImportKey;
  row: OpenedImport["row"];
  memory: SheetWork["memory"];
  /** Of a reading from the beginning: whether an earlier row may mean the same. */
  sameInFile?: ReturnType<NonNullable<SheetTarget["sameInFile"]>> | undefined;
}

/**
 * What rows would do to the register as it is now, as lines to be written down; `elsewhere`: how many of them say that somebody is
 * registered where the import does not reach.
 */
export async function proposeLines(
  at: ProposeFor,
  rows: readonly JudgedRow[],
): Promise<{ lines: NewLine[]; elsewhere: number }> {
  const good = rows.filter((row) => row.defects.length === 0);
  const proposals = await proposeGood(at, good);
  const byRow = new Map(good.map((row, index) => [row.row, withinFile(at, row, proposals[index])]));
  const elsewhere = proposals.filter((proposal) => proposal.elsewhere === true).length;
  return { lines: rows.map((row) => lineOf(at, row, byRow.get(row.row))), elsewhere };
}

function withinFile(at: ProposeFor, line: GivenLine, proposal: Proposal | undefined): Proposal | undefined {
  const same = at.sameInFile?.(line);
  if (same === undefined || proposal?.outcome !== "insert") return proposal;
  return { ...proposal, outcome: "conflict", notes: [...(proposal.notes ?? []), same] };
}

async function proposeGood(at: ProposeFor, good: readonly GivenLine[]): Promise<Proposal[]> {
  if (good.length === 0) return [];
  const { ctx, secrets, target, place, memory } = at;
  return transact(ctx, async (system) => {
    const tx = await onBehalf(system, at);
    return seeingAll(tx, () => target.propose({ tx, secrets, place, memory }, good));
  });
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
    notes: [...(row.notes ?? []), ...(proposal?.notes ?? [])],
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

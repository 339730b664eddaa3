/**
 * The process that opens uploaded files: bytes on its standard input, frames of rows on its standard output. It has no secrets, no
 * database and no way to write; whoever started it ends it when it asks for too much. Writing waits while nobody takes the rows, so
 * that a slow reader holds the file back and not in memory.
 */
import { readFileSync, writeSync } from "node:fs";
import type { Cell } from "../sheets.types.ts";
import { chooseSheet, type Glance, isInstructions } from "./choose-sheet.rules.ts";
import { FileRefusal, tooMuchInside, unreadable } from "./file-refusal.ts";
import { encodeFrame, type Frame, type WireCell, type WireRow } from "./frames.ts";
import type { ReadLimits } from "./limits.ts";
import type { OpenSheet } from "./open-sheet.ts";
import { openWorkbook } from "./open-workbook.ts";

export interface ReadingTask {
  limits: ReadLimits;
  /** The sheet's name; the one that holds the table when nothing is said. */
  sheet?: string;
  /** Only what the sheets begin with. */
  glance?: boolean;
}

const rowsAtOnce = 200;
/** Rows of very long texts go out one by one. */
const signsAtOnce = 1_000_000;
const rowsOfAGlance = 40;

const task = JSON.parse(process.argv[2] ?? "{}") as ReadingTask;

function say(frame: Frame): void {
  const bytes = encodeFrame(frame);
  for (let at = 0; at < bytes.length; ) at += writeSync(1, bytes, at);
}

const isBlank = (cell: Cell | undefined): boolean =>
  cell === null || cell === undefined || (typeof cell === "string" && cell.trim() === "");

const onWire = (cell: Cell): WireCell =>
  cell instanceof Date ? (Number.isNaN(cell.getTime()) ? null : [cell.getTime()]) : cell;

/** The rows with something in them, without the blank cells behind; refuses what is beyond the limits. */
async function* filledRows(sheet: OpenSheet, limits: ReadLimits): AsyncGenerator<{ row: number; cells: Cell[] }> {
  let count = 0;
  let characters = 0;
  for await (const { row, cells } of sheet.rows()) {
    const last = cells.findLastIndex((cell) => !isBlank(cell));
    if (last < 0) continue;
    if (!Number.isSafeInteger(row) || row < 1) throw unreadable();
    count += 1;
    if (count > limits.rows) throw new FileRefusal("sheets.too_many_rows", { most: limits.rows });
    // A cell of a spreadsheet holds 32,767 characters.
    if (cells.some((cell) => typeof cell === "string" && cell.length > 32_767)) throw tooMuchInside();
    if (last >= limits.columns) throw new FileRefusal("sheets.too_many_columns", { most: limits.columns });
    const inRow = cells.reduce((sum: number, cell) => sum + (typeof cell === "string" ? cell.length : 8), 0);
    characters += inRow;
    if (inRow > limits.rowCharacters || characters > limits.characters) throw tooMuchInside();
    yield { row, cells: cells.slice(0, last + 1).map((cell) => cell ?? null) };
  }
}

const toWire = ({ row, cells }: { row: number; cells: readonly Cell[] }): WireRow => [row, cells.map(onWire)];

async function glanceAt(sheet: OpenSheet, limits: ReadLimits): Promise<Glance> {
  const rows: { row: number; cells: Cell[] }[] = [];
  for await (const row of filledRows(sheet, limits)) if (rows.push(row) === rowsOfAGlance) break;
  return { name: sheet.name, hidden: sheet.hidden, rows };
}

async function read(): Promise<void> {
  const sheets = await openWorkbook(readFileSync(0), task.limits);
  const glances: Glance[] = [];
  for (const sheet of sheets) glances.push(await glanceAt(sheet, task.limits));
  const chosen = task.sheet === undefined ? chooseSheet(glances) : glances.find(({ name }) => name === task.sheet);
  if (chosen === undefined) throw new FileRefusal(task.sheet === undefined ? "sheets.no_rows" : "sheets.no_such_sheet");
  const told = glances.map((glance) => ({
    ...{ name: glance.name, hidden: glance.hidden, instructions: isInstructions(glance), chosen: glance === chosen },
    rows: task.glance === true ? glance.rows.map(toWire) : [],
  }));
  say({ sheets: told });
  const sheet = sheets[glances.indexOf(chosen)];
  if (task.glance !== true && sheet !== undefined) await sayRows(sheet);
  say({ end: true });
}

async function sayRows(sheet: OpenSheet): Promise<void> {
  let batch: WireRow[] = [];
  let signs = 0;
  for await (const row of filledRows(sheet, task.limits)) {
    signs += row.cells.reduce<number>((sum, cell) => sum + (typeof cell === "string" ? cell.length : 1), 0);
    if (batch.push(toWire(row)) < rowsAtOnce && signs < signsAtOnce) continue;
    say({ rows: batch });
    batch = [];
    signs = 0;
  }
  if (batch.length > 0) say({ rows: batch });
}

try {
  await read();
} catch (error) {
  // Whatever is wrong with a file, it is the same to whoever sent it.
  const { code, params } = error instanceof FileRefusal ? error : new FileRefusal("sheets.file_unreadable");
  say({ refused: { code, params } });
}

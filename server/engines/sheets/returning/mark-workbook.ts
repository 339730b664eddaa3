import type { Cell, CellStyle, Sheet } from "hucre";
import { openXlsx, saveXlsx } from "hucre/xlsx";
import { colours } from "../writing/looks.ts";
import type { RowMark } from "./marks.rules.ts";
import { commentAuthor, type ReturnTexts } from "./return-texts.ts";

export interface MarkTask {
  sheet: string;
  /** From 1. */
  headerRow: number;
  marks: readonly RowMark[];
  texts: Pick<ReturnTexts, "problem" | "list" | "listHeads">;
}

const wrongColour = colours.wrong.slice(2);
const problemWidth = 60;

/**
 * The sender's workbook with its refused cells coloured and commented, a column that says all that is wrong with a row, and a sheet that
 * lists it. Whatever an earlier round has marked is taken off before.
 */
export async function markWorkbook(file: Uint8Array, task: MarkTask): Promise<Uint8Array> {
  const workbook = await openXlsx(file, { readStyles: true });
  workbook.sheets = workbook.sheets.filter(({ name }) => name !== task.texts.list || name === task.sheet);
  const sheet = workbook.sheets.find(({ name }) => name === task.sheet) ?? workbook.sheets[0];
  if (sheet === undefined) throw new RangeError("a workbook without sheets");
  unmark(sheet);
  const at = problemColumn(sheet, task);
  clearColumn(sheet, at, task.headerRow);
  for (const mark of task.marks) markRow(sheet, mark, at);
  writeHeading(sheet, task, at);
  workbook.sheets.push(listSheet(sheet, task));
  return saveXlsx(workbook);
}

const keyOf = (row: number, column: number) => `${row - 1},${column}`;

/** A cell as it is, ready to be changed. Rows are counted from 1, as everywhere but in the library. */
function cellAt(sheet: Sheet, row: number, column: number): Cell {
  sheet.cells ??= new Map();
  const known = sheet.cells.get(keyOf(row, column));
  if (known !== undefined) return known;
  const value = sheet.rows[row - 1]?.[column] ?? null;
  const type =
    value === null ? "empty" : value instanceof Date ? "date" : (typeof value as "string" | "number" | "boolean");
  const cell: Cell = { value, type };
  sheet.cells.set(keyOf(row, column), cell);
  return cell;
}

function write(sheet: Sheet, { row, column, value }: { row: number; column: number; value: string | null }): Cell {
  while (sheet.rows.length < row) sheet.rows.push([]);
  const cells = sheet.rows[row - 1] ?? [];
  while (cells.length <= column) cells.push(null);
  cells[column] = value;
  const { style } = cellAt(sheet, row, column);
  const cell: Cell = { value, type: value === null ? "empty" : "string", ...(style === undefined ? {} : { style }) };
  sheet.cells?.set(keyOf(row, column), cell);
  return cell;
}

const isOurs = (style: CellStyle | undefined) =>
  style?.fill?.type === "pattern" && style.fill.fgColor?.rgb?.slice(-6).toUpperCase() === wrongColour;

/** Takes off the colours and comments of an earlier round. */
function unmark(sheet: Sheet): void {
  for (const cell of sheet.cells?.values() ?? []) {
    const commented = cell.comment?.author === commentAuthor;
    if (commented) delete cell.comment;
    if (!commented || !isOurs(cell.style)) continue;
    const { fill: _, ...style } = cell.style ?? {};
    cell.style = style;
  }
}

const isFilled = (value: unknown) => value !== null && value !== undefined && value !== "";

/** Behind everything in the table; where an earlier round has written, if there was one. */
function problemColumn(sheet: Sheet, { headerRow, marks, texts }: MarkTask): number {
  const headings = sheet.rows[headerRow - 1] ?? [];
  const known = headings.indexOf(texts.problem);
  if (known !== -1) return known;
  const widths = [headerRow, ...marks.map(({ row }) => row)].map((row) =>
    (sheet.rows[row - 1] ?? []).findLastIndex(isFilled),
  );
  return Math.max(...widths) + 1;
}

function clearColumn(sheet: Sheet, column: number, headerRow: number): void {
  for (let row = headerRow + 1; row <= sheet.rows.length; row++) {
    if (isFilled(sheet.rows[row - 1]?.[column])) write(sheet, { row, column, value: null });
  }
}

function markRow(sheet: Sheet, { row, cells, problem }: RowMark, problemAt: number): void {
  for (const { at, text, asText } of cells) {
    const cell = cellAt(sheet, row, at);
    const fill = { type: "pattern", pattern: "solid", fgColor: { rgb: colours.wrong } } as const;
    // A day keeps its format; a number that must be typed again is typed as text.
    cell.style = { ...cell.style, fill, ...(asText ? { numFmt: "@" } : {}) };
    cell.comment = { author: commentAuthor, text };
  }
  write(sheet, { row, column: problemAt, value: problem }).style = {
    font: { color: { rgb: "FF9C0006" } },
    alignment: { vertical: "center" },
    numFmt: "@",
  };
}

/** The heading looks like the one beside it. */
function writeHeading(sheet: Sheet, { headerRow, texts }: MarkTask, column: number): void {
  const beside = sheet.cells?.get(keyOf(headerRow, column - 1))?.style;
  const heading = write(sheet, { row: headerRow, column, value: texts.problem });
  if (beside !== undefined) heading.style = beside;
  const columns = [...(sheet.columns ?? [])];
  while (columns.length < column) columns.push({});
  columns[column] = { ...columns[column], width: problemWidth };
  sheet.columns = columns;
}

/** All that is wrong, to be filtered and sorted; a row's number leads to it. */
function listSheet(sheet: Sheet, { marks, texts, sheet: name }: MarkTask): Sheet {
  const fill = { type: "pattern", pattern: "solid", fgColor: { rgb: colours.heading } } as const;
  const head: CellStyle = { font: { bold: true }, fill };
  const rows: Cell[][] = [texts.listHeads.map((value) => ({ value, type: "string", style: head }))];
  const text = (value: string): Cell => ({
    value,
    type: "string",
    style: { numFmt: "@", alignment: { wrapText: true } },
  });
  for (const { row, cells } of marks) {
    const hyperlink = { target: "", location: `'${name.replaceAll("'", "''")}'!A${row}` };
    const link: Cell = { value: row, type: "number", hyperlink, style: { font: { underline: true } } };
    for (const { at, heading, text: said } of cells)
      rows.push([link, text(heading), text(shown(sheet.rows[row - 1]?.[at])), text(said)]);
  }
  return {
    ...{ name: texts.list, freezePane: { rows: 1 }, autoFilter: { range: `A1:D${rows.length}` } },
    rows: rows.map((cells) => cells.map(({ value }) => value)),
    cells: new Map(rows.flatMap((cells, row) => cells.map((cell, column) => [keyOf(row + 1, column), cell]))),
    columns: [{ width: 8 }, { width: 18 }, { width: 28 }, { width: 80 }],
  };
}

const shown = (value: unknown): string =>
  value instanceof Date ? value.toISOString().slice(0, 10) : isFilled(value) ? String(value) : "";

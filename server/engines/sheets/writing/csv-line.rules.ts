import type { Cell } from "../sheets.types.ts";

/** What a spreadsheet would take for a formula, in narrow and wide signs and behind blanks. */
const formula = /^(?:[\s\p{Cc}]*[=+\-@|%＝＋－＠]|[\t\r\n])/u;
/** What it would take for a number, and keep 15 digits of it or none of its leading zeros; or for a day of some year. */
const number = /^(?:0\d+|\d{12,}|\d+e\d+|\d{1,4}[-/]\d{1,2})$/i;

/** What other programs would not read as one cell, or not whole. */
export const needsQuotes = (text: string): boolean => /[",;\t\r\n]|^\s|\s$/.test(text);

/**
 * A cell in a line of CSV, within quotation marks also where they are only `wanted`. Text that a spreadsheet would take for something
 * else gets a ' in front, the sign by which it knows text; our own reader takes it away again. Numbers are written as they are.
 */
export function csvCell(cell: Cell, wanted = false): string {
  const text = plainCell(cell);
  return needsQuotes(text) || (wanted && text !== "") ? `"${text.replaceAll('"', '""')}"` : text;
}

function plainCell(cell: Cell): string {
  if (cell === null) return "";
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  if (typeof cell !== "string") return String(cell);
  return formula.test(cell) || number.test(cell) ? `'${cell}` : cell;
}

/** A line of CSV with its end; `isQuoted` says of a cell by its place whether it is put into quotation marks all the same. */
export const csvLine = (cells: readonly Cell[], isQuoted: (at: number) => boolean = () => false): string =>
  `${cells.map((cell, at) => csvCell(cell, isQuoted(at))).join(",")}\r\n`;

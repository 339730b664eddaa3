import type { Cell } from "../sheets.types.ts";

/** What a spreadsheet would take for a formula, in narrow and wide signs and behind blanks. */
const formula = /^(?:[\s\p{Cc}]*[=+\-@|%＝＋－＠]|[\t\r\n])/u;
/** What it would take for a number, and keep 15 digits of it or none of its leading zeros; or for a day of some year. */
const number = /^(?:0\d+|\d{12,}|\d+e\d+|\d{1,4}[-/]\d{1,2})$/i;

/**
 * A cell in a line of CSV. Text that a spreadsheet would take for something else gets a ' in front, the sign by which it knows text;
 * our own reader takes it away again. Numbers are written as they are.
 */
export function csvCell(cell: Cell): string {
  if (cell === null) return "";
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  if (typeof cell !== "string") return String(cell);
  const text = formula.test(cell) || number.test(cell) ? `'${cell}` : cell;
  return /[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A line of CSV with its end. */
export const csvLine = (cells: readonly Cell[]): string => `${cells.map(csvCell).join(",")}\r\n`;

import type { Cell } from "../sheets.types.ts";
import { type Look, looks } from "./looks.ts";

/** A cell that is written: what stands in it, with a look and a comment of its own if it has them. */
export type WrittenCell = Cell | { value: Cell; look: Look; comment?: string };
export type WrittenRow = readonly WrittenCell[];

const lookNumber = new Map(looks.map((look, index) => [look, index]));
const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
// XML has no way to say other characters; half a surrogate pair is none either.
const unsayable = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
/** What a cell can hold. */
export const longestText = 32_767;

export const escapeXml = (text: string): string =>
  text.replace(unsayable, "").replace(/[&<>"]/g, (sign) => entities[sign] ?? "");

/** Text of a cell. Excel reads `_x0041_` as "A", and takes carriage returns only in that way. */
export const escapeCellText = (text: string): string =>
  escapeXml(text.slice(0, longestText).replace(/_(?=x[0-9a-f]{4}_)/gi, "_x005F_")).replace(/\r/g, "_x000D_");

const columnNames: string[] = [];

/** The letters of a column, counted from 0. */
export function columnLetters(index: number): string {
  const known = columnNames[index];
  if (known !== undefined) return known;
  const letters =
    (index < 26 ? "" : columnLetters(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + (index % 26));
  columnNames[index] = letters;
  return letters;
}

/** "B3" of row 3 (as spreadsheet programs count) and column 1 (from 0). */
export const cellName = (row: number, column: number): string => `${columnLetters(column)}${row}`;

const millisOfDay = 86_400_000;
const dayZero = Date.UTC(1899, 11, 30);
/** Days before March 1900 have no number that every program understands. */
const firstDay = Date.UTC(1900, 2, 1);

export const isWritten = (cell: WrittenCell): cell is Exclude<WrittenCell, Cell> =>
  typeof cell === "object" && cell !== null && !(cell instanceof Date);

/** One row as XML, `number` from 1. Nothing that is written here is ever a formula. */
export function rowXml(number: number, row: WrittenRow): string {
  let cells = "";
  for (let column = 0; column < row.length; column++) {
    const cell = row[column] ?? null;
    cells += isWritten(cell)
      ? cellXml(cellName(number, column), cell.value, cell.look)
      : cellXml(cellName(number, column), cell, cell instanceof Date ? "day" : "plain");
  }
  return `<row r="${number}">${cells}</row>`;
}

function cellXml(name: string, value: Cell, look: Look): string {
  const style = look === "plain" ? "" : ` s="${lookNumber.get(look)}"`;
  if (value === null || value === "") return look === "plain" ? "" : `<c r="${name}"${style}/>`;
  if (typeof value === "string") return textXml(name, style, value);
  if (typeof value === "boolean") return `<c r="${name}"${style} t="b"><v>${value ? 1 : 0}</v></c>`;
  if (typeof value === "number") return Number.isFinite(value) ? `<c r="${name}"${style}><v>${value}</v></c>` : "";
  const at = value.getTime();
  if (Number.isNaN(at)) return "";
  if (at < firstDay) return textXml(name, style, value.toISOString().slice(0, 10));
  return `<c r="${name}"${style}><v>${(at - dayZero) / millisOfDay}</v></c>`;
}

const textXml = (name: string, style: string, text: string) =>
  `<c r="${name}"${style} t="inlineStr"><is>${textElement(text)}</is></c>`;

/** What cannot stand in a cell as it is: most texts have nothing of it. */
const special = /[&<>"_]|[^\u0020-\ud7ff\ue000-\ufffd]|^\s|\s$|\s\s/;

/** Blanks at the ends and line breaks count only where it is said. */
export function textElement(text: string): string {
  if (text.length <= longestText && !special.test(text)) return `<t>${text}</t>`;
  const blanks = /^\s|\s$|[\n\t]|\s\s/.test(text) ? ` xml:space="preserve"` : "";
  return `<t${blanks}>${escapeCellText(text)}</t>`;
}

import { isDateFormat, serialToDate } from "hucre";
import type { Cell } from "../sheets.types.ts";
import type { Part } from "./archive.rules.ts";
import { unreadable } from "./file-refusal.ts";
import type { ReadRow } from "./open-sheet.ts";
import { elementsOf, plainText, textOfPart, textOfRuns, wholeText } from "./part-text.ts";

/** What the sheets of a workbook share. */
export interface Shared {
  texts: readonly string[];
  /** By style: whether its numbers are days or times. */
  dates: readonly boolean[];
  /** Counts days from 1904, as workbooks from old Macs do. */
  is1904: boolean;
}

/** The texts of a workbook, one after another, without a tree of the part they stand in. */
export async function sharedTexts(file: Buffer, part: Part | undefined): Promise<string[]> {
  if (part === undefined) return [];
  const texts: string[] = [];
  for await (const xml of elementsOf(textOfPart(file, part), "si")) texts.push(textOfRuns(xml));
  return texts;
}

// Days and times among the formats that have numbers only; 27–36 and 50–58 are those of Chinese, Japanese and Korean Excel.
const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

/** Which styles show numbers as days or times. */
export async function dateStyles(file: Buffer, part: Part | undefined): Promise<boolean[]> {
  const xml = await wholeText(file, part);
  const formats = new Map<number, string>();
  for (const [, attributes = ""] of xml.matchAll(/<(?:\w+:)?numFmt\s([^>]*)>/g))
    formats.set(Number(attribute(attributes, "numFmtId")), plainText(attribute(attributes, "formatCode")));
  const styles = /<(?:\w+:)?cellXfs\b.*?<\/(?:\w+:)?cellXfs>/s.exec(xml)?.[0] ?? "";
  return Array.from(styles.matchAll(/<(?:\w+:)?xf\s([^>]*)>/g), ([, attributes = ""]) => {
    const id = Number(attribute(attributes, "numFmtId") || 0);
    const format = formats.get(id);
    return format === undefined ? isBuiltInDate(id) : isDateFormat(format);
  });
}

const attribute = (attributes: string, name: string): string => {
  const at = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes);
  return at?.[1] ?? at?.[2] ?? "";
};

/** The rows of a sheet as it is unpacked. */
export async function* sheetRows(file: Buffer, part: Part, shared: Shared): AsyncGenerator<ReadRow> {
  let before = 0;
  for await (const xml of elementsOf(textOfPart(file, part), "row")) {
    const number = /^<[\w:]+\s(?:[^>]*?\s)?r\s*=\s*["'](-?\d+)["']/.exec(xml)?.[1];
    const row = number === undefined ? before + 1 : Number(number);
    before = row;
    yield { row, cells: cellsOf(xml, shared) };
  }
}

const cellPattern = /<(?:\w+:)?c(?=[\s/>])([^>]*?)(?:\/>|>(.*?)<\/(?:\w+:)?c>)/gs;
const valuePattern = /<(?:\w+:)?v(?:\s[^>]*)?>(.*?)<\/(?:\w+:)?v>/s;
const typePattern = /(?:^|\s)t\s*=\s*["'](\w+)["']/;
const stylePattern = /(?:^|\s)s\s*=\s*["'](\d+)["']/;
const reference = /(?:^|\s)r\s*=\s*["']([A-Z]+)\d+["']/;

function cellsOf(row: string, shared: Shared): Cell[] {
  const cells: Cell[] = [];
  let at = -1;
  for (const [, attributes = "", inside] of row.matchAll(cellPattern)) {
    const letters = reference.exec(attributes)?.[1];
    at = letters === undefined ? at + 1 : columnOf(letters);
    if (inside === undefined || inside === "") continue;
    while (cells.length < at) cells.push(null);
    cells[at] = cellValue(attributes, inside, shared);
  }
  return cells;
}

/** Sixteen thousand columns have three letters. */
const columnOf = (letters: string): number => {
  if (letters.length > 3) throw unreadable();
  let column = 0;
  for (let at = 0; at < letters.length; at++) column = column * 26 + letters.charCodeAt(at) - 64;
  return column - 1;
};

/** The value that the file has for a cell; for a formula what it came to when it was saved. */
function cellValue(attributes: string, inside: string, { texts, dates, is1904 }: Shared): Cell {
  const type = typePattern.exec(attributes)?.[1] ?? "n";
  if (type === "inlineStr") return textOfRuns(inside);
  const value = valuePattern.exec(inside)?.[1];
  if (value === undefined || value === "") return null;
  if (type === "s") return texts[Number(value)] ?? null;
  if (type === "str" || type === "e") return plainText(value);
  if (type === "b") return value === "1" || value === "true";
  if (type === "d") return new Date(/[zZ]|[+-]\d\d:\d\d$/.test(value) ? value : `${value.slice(0, 10)}T00:00:00Z`);
  const number = Number(value);
  if (Number.isNaN(number)) return plainText(value);
  return dates[Number(stylePattern.exec(attributes)?.[1] ?? -1)] === true ? serialToDate(number, is1904) : number;
}

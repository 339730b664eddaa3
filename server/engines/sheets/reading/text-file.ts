import { detectDelimiter, streamCsvRows } from "hucre/csv";
import type { Cell } from "../sheets.types.ts";
import { isWebPage, unreadable } from "./file-refusal.ts";

const marks: readonly [mark: readonly number[], encoding: string][] = [
  [[0xef, 0xbb, 0xbf], "utf-8"],
  [[0xff, 0xfe], "utf-16le"],
  [[0xfe, 0xff], "utf-16be"],
];

/** The text of a file in UTF-8, UTF-16 with its mark, or GB18030, which Excel writes in China. */
export function decodeText(file: Buffer): string {
  const marked = marks.find(([mark]) => mark.every((byte, at) => file[at] === byte));
  if (marked !== undefined) return decode(file, marked[1]);
  if (file.subarray(0, 8192).includes(0)) throw unreadable();
  try {
    return decode(file, "utf-8");
  } catch {
    return decode(file, "gb18030");
  }
}

function decode(file: Buffer, encoding: string): string {
  try {
    // A file that ends within a character is still what it is.
    return new TextDecoder(encoding, { fatal: true }).decode(file, { stream: true });
  } catch {
    throw unreadable();
  }
}

/** The lines of a table in text, separated by commas, tabs, semicolons or bars. Everything stays text, so numbers keep their digits. */
export function* textRows(text: string): Generator<Cell[]> {
  if (/^\s*<(!doctype html|html|table|\?xml)/i.test(text.slice(0, 500))) throw isWebPage();
  const delimiter = detectDelimiter(text.slice(0, 65_536));
  for (const cells of streamCsvRows(text, { delimiter })) yield cells.map(plain);
}

/** ="0123" is how people keep a spreadsheet from making a number of a text. */
const plain = (cell: unknown): Cell => {
  const text = String(cell ?? "");
  return text === "" ? null : (/^="([^"]*)"$/.exec(text)?.[1] ?? text);
};

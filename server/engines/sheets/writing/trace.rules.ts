import { needsQuotes } from "./csv-line.rules.ts";

/** The greatest mark: 24 bits. */
export const mostMark = 0xff_ffff;
const half = 12;

/**
 * The mark of an exported list in the colours of its text: two blacks that no eye tells apart, four bits in each channel of each,
 * the second told from the first by one more bit. Rows have them in turn, so that sorting, filtering, leaving out and copying cells
 * into another workbook keep both.
 */
export const coloursOfMark = (mark: number): [string, string] => [
  colour((mark >> half) & 0xfff, 0),
  colour(mark & 0xfff, 0x10),
];

const colour = (bits: number, second: number): string =>
  [0xff, bits >> 8, (bits >> 4) & 0xf, (bits & 0xf) | second]
    .map((channel) => channel.toString(16).padStart(2, "0").toUpperCase())
    .join("");

/** The mark that the colours of a workbook's fonts (of its styles, as XML) hold; undefined when one half is not there. */
export function markOfColours(styles: string): number | undefined {
  let [high, low]: [number | undefined, number | undefined] = [undefined, undefined];
  for (const [, ...hex] of styles.matchAll(/<color rgb="FF0([0-9A-F])0([0-9A-F])([01])([0-9A-F])"/gi)) {
    const [red = 0, green = 0, second = 0, blue = 0] = hex.map((digit) => Number.parseInt(digit, 16));
    const bits = (red << 8) | (green << 4) | blue;
    if (second === 1) low = bits;
    else if (bits > 0 || high === undefined) high = bits;
  }
  return high === undefined || low === undefined ? undefined : (high << half) | low;
}

/** Whether a cell of CSV is put into quotation marks that it does not need: cell number `at` says one bit of the mark. */
export const isQuotedFor = (mark: number, at: number): boolean => ((mark >> (at % (2 * half))) & 1) === 1;

/**
 * The mark that the quotation marks of a CSV text say, from its lines below the heading; undefined for a text that says none. Cells
 * that are empty, or need their quotation marks, say nothing; of the others the majority counts.
 */
export function markOfQuotes(text: string): number | undefined {
  const votes = Array.from({ length: 2 * half }, () => 0);
  let at = 0;
  for (const line of text
    .replace(/^\ufeff/, "")
    .split("\r\n")
    .slice(1)) {
    if (line === "") break; // below the last row
    for (const cell of cellsOf(line)) {
      const bit = at++ % votes.length;
      const bare = cell.replace(/^"|"$/g, "");
      if (bare !== "" && !needsQuotes(bare)) votes[bit] = (votes[bit] ?? 0) + (cell === bare ? -1 : 1);
    }
  }
  if (votes.some((vote) => vote === 0)) return undefined;
  return votes.reduce((mark, vote, bit) => (vote > 0 ? mark | (1 << bit) : mark), 0);
}

/** The cells of a line as they are written, with their quotation marks. */
function* cellsOf(line: string): Generator<string> {
  for (const [cell] of line.matchAll(/(?:"(?:[^"]|"")*"|[^,]*)(?:,|$)/g)) {
    yield cell.replace(/,$/, "");
    if (!cell.endsWith(",")) return;
  }
}

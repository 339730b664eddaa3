import { compact, written } from "../judging/text.rules.ts";
import type { Cell, Column, RawRow, SheetSchema } from "../sheets.types.ts";

/** The headings of a table: one for each column, "" where there is none. Of two rows they are joined with a stroke. */
export interface Heading {
  sheet: string;
  /** Row number of the last row of headings, from 1; 0 when the table begins at once. */
  headerRow: number;
  headings: readonly string[];
}

const bracketed = /[([【〔{<《][^)\]】〕}>》]*[)\]】〕}>》]/gu;

/** A heading as it is compared: without stars, units in brackets, blanks and line breaks. */
export function plainHeading(heading: string): string {
  const text = compact(heading)
    .toLowerCase()
    .replace(/[*※★●:：]/gu, "");
  const outside = text.replace(bracketed, "");
  return outside === "" ? text : outside;
}

const whole = (heading: string): string => compact(heading).toLowerCase();

/**
 * What a heading may be read as, the likeliest first: 时间(日期) as it stands, then as 时间; 联系人/姓名 as 联系人姓名, as 姓名,
 * as 联系人.
 */
export function readings(heading: string): string[] {
  const parts = heading.split("/").map(plainHeading).filter(Boolean);
  if (parts.length < 2) return [...new Set([whole(heading), plainHeading(heading)])];
  return [...new Set([parts.join(""), plainHeading(heading), parts.at(-1) ?? "", parts[0] ?? ""])];
}

/** The title of a column, then its synonyms, as readings are compared with them. A synonym with brackets means just that. */
export const namesOf = ({ title, synonyms = [] }: Column): string[] => [plainHeading(title), ...synonyms.map(whole)];

const textOf = (cell: Cell | undefined): string => written(cell ?? null).trim();

/** A merged cell stands over the empty ones beside it. */
function filledRight(cells: readonly Cell[], width: number): string[] {
  let last = "";
  return Array.from({ length: width }, (_, at) => {
    last = textOf(cells[at]) || last;
    return last;
  });
}

/** Headings in two rows: groups above, and below them what they consist of; a cell merged downwards stands above alone. */
function joined(above: readonly Cell[], below: readonly Cell[]): string[] {
  const width = Math.max(above.length, below.length);
  const groups = filledRight(above, width);
  return Array.from({ length: width }, (_, at) => {
    const under = textOf(below[at]);
    if (under === "") return textOf(above[at]);
    return groups[at] === "" || groups[at] === under ? under : `${groups[at]}/${under}`;
  });
}

/** No number, no date, nobody's phone. */
const mayBeHeading = (cell: Cell): boolean => cell === null || (typeof cell === "string" && !/\d{4}/.test(cell));

/** How many columns of the schema headings name. */
function named(headings: readonly string[], known: ReadonlyMap<string, string>): number {
  const keys = headings.flatMap((heading) => {
    const reading = readings(heading).find((one) => known.has(one));
    return reading === undefined ? [] : [known.get(reading)];
  });
  return new Set(keys).size;
}

/** How far below the top headings are looked for. */
const deepest = 30;

/** Words below a row in which some cells are merged across: below the empty ones something stands. */
const isLowerHalf = (above: readonly Cell[], below: readonly Cell[]): boolean =>
  below.every(mayBeHeading) && below.some((cell, at) => textOf(cell) !== "" && textOf(above[at]) === "");

/** Whether a row says something in several cells and could be headings; a title stands in one. */
const couldBeHeadings = (cells: readonly Cell[]): boolean =>
  cells.every(mayBeHeading) && cells.filter((cell) => textOf(cell) !== "").length > 1;

/**
 * Finds the headings among the first rows of a sheet, under titles and remarks, in one row or in two: those that name most columns.
 * Where none does, a row of words above one with numbers. Undefined when the table begins at once.
 */
export function findHeading(firstRows: readonly RawRow[], schema: SheetSchema): Heading | undefined {
  const known = new Map(schema.columns.flatMap((column) => namesOf(column).map((name) => [name, column.key] as const)));
  const rows = firstRows.slice(0, deepest);
  const single = rows.map(({ sheet, row, cells }) => ({ sheet, headerRow: row, headings: cells.map(textOf) }));
  const double = rows.flatMap(({ sheet, row, cells }, index) => {
    const next = firstRows[index + 1];
    const under = next?.row === row + 1 && isLowerHalf(cells, next.cells) ? next : undefined;
    return under === undefined ? [] : [{ sheet, headerRow: under.row, headings: joined(cells, under.cells) }];
  });
  let best: (Heading & { count: number }) | undefined;
  for (const heading of [...single, ...double]) {
    const count = named(heading.headings, known);
    const needed = couldBeHeadings(heading.headings) ? 1 : Math.min(2, schema.columns.length);
    if (count >= needed && count > (best?.count ?? 0)) best = { ...heading, count };
  }
  if (best !== undefined) return { sheet: best.sheet, headerRow: best.headerRow, headings: best.headings };
  const words = rows.findIndex(
    ({ cells }, index) => couldBeHeadings(cells) && firstRows[index + 1]?.cells.every(mayBeHeading) === false,
  );
  return single[words];
}

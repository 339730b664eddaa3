import { cellOf } from "../judging/compile-sheet.ts";
import type { Cell, Column, SheetDefinition, Values } from "../sheets.types.ts";
import { csvLine } from "./csv-line.rules.ts";
import type { Look } from "./looks.ts";
import type { WrittenCell, WrittenRow } from "./sheet-xml.ts";
import { lookOf, widthOf } from "./template.ts";
import { isQuotedFor } from "./trace.rules.ts";
import { rowsOfASheet, type StreamedSheet, streamWorkbook } from "./workbook-stream.ts";

export interface Export {
  definition: Pick<SheetDefinition, "title" | "columns">;
  rows: Iterable<Values> | AsyncIterable<Values>;
  /** Who took it, when, and its number: on every printed page and below the last row, where a reader takes it for nobody. */
  watermark?: string;
  /** Of this copy, up to `mostMark`: unseen in the rows (`trace.rules.ts`), read back by `markOf`. */
  mark?: number;
}

/** A list as a workbook, while its rows arrive; memory does not grow with them. Choices are said by title, text stays text. */
export const exportWorkbook = (given: Export & { rowsPerSheet?: number }): AsyncGenerator<Uint8Array> =>
  streamWorkbook(exportSheets(given), { mark: given.mark });

const belowRows = (watermark: string) => `导出:${watermark}`;

/** Sheet after sheet, as many as the rows need. */
async function* exportSheets({
  definition,
  rows,
  watermark,
  mark,
  rowsPerSheet,
}: Parameters<typeof exportWorkbook>[0]) {
  const { columns, title } = definition;
  const left = lookingAhead(rows);
  const printed = watermark === undefined ? {} : { header: watermark, footer: watermark };
  try {
    for (let number = 1; number === 1 || (await left.peek()) !== undefined; number++) {
      const sheet: StreamedSheet = {
        name: number === 1 ? title : `${title.slice(0, 24)} ${number}`,
        ...{ frozen: 1, columns: columns.map((column) => ({ width: widthOf(column) })), ...printed },
        // Two rows stay free for the watermark.
        rows: sheetRows({
          columns,
          left,
          watermark,
          traced: mark !== undefined,
          most: (rowsPerSheet ?? rowsOfASheet) - 2,
        }),
      };
      yield sheet;
    }
  } finally {
    await left.close();
  }
}

async function* sheetRows(given: {
  columns: readonly Column[];
  left: ReturnType<typeof lookingAhead<Values>>;
  watermark: string | undefined;
  traced: boolean;
  most: number;
}): AsyncGenerator<WrittenRow> {
  const { columns, left, watermark, traced, most } = given;
  yield columns.map(({ title }) => ({ value: title, look: "heading" }));
  for (let written = 1; written < most; written++) {
    const values = await left.next();
    if (values === undefined) break;
    const text = traced ? (written % 2 === 1 ? "traced" : "traced_too") : "text";
    yield columns.map((column) => writtenCell(column, values[column.key] ?? null, text));
  }
  if (watermark !== undefined && (await left.peek()) === undefined)
    yield* [[], [{ value: belowRows(watermark), look: "note" }]];
}

function writtenCell(column: Column, value: Values[string], text: Look): WrittenCell {
  const cell = cellOf(column, value ?? null);
  if (cell === null || cell === "") return null;
  if (column.kind === "day" && typeof cell === "string") return { value: new Date(`${cell}T00:00:00Z`), look: "day" };
  return { value: cell, look: typeof cell === "string" ? text : lookOf(column) };
}

/** A list as CSV in UTF-8 with the mark by which Excel knows it, while its rows arrive. */
export async function* exportCsv({
  definition: { columns },
  rows,
  watermark,
  mark,
}: Export): AsyncGenerator<Uint8Array> {
  let lines = `\ufeff${csvLine(columns.map(({ title }) => title))}`;
  let written = 0;
  for await (const values of rows) {
    const first = columns.length * written++;
    const cells = columns.map((column): Cell => cellOf(column, values[column.key] ?? null));
    lines += csvLine(cells, mark === undefined ? undefined : (at) => isQuotedFor(mark, first + at));
    if (lines.length < 64 * 1024) continue;
    yield Buffer.from(lines);
    lines = "";
  }
  if (watermark !== undefined) lines += `\r\n${csvLine([belowRows(watermark)])}`;
  if (lines !== "") yield Buffer.from(lines);
}

/** Rows one by one, of which the next can be seen before it is taken. */
function lookingAhead<T>(rows: Iterable<T> | AsyncIterable<T>) {
  const iterator = Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]();
  let seen: T | undefined;
  const take = async () => {
    const { done, value } = await iterator.next();
    return done ? undefined : value;
  };
  return {
    async peek(): Promise<T | undefined> {
      seen ??= await take();
      return seen;
    },
    async next(): Promise<T | undefined> {
      const row = seen ?? (await take());
      seen = undefined;
      return row;
    },
    async close(): Promise<void> {
      await iterator.return?.();
    },
  };
}

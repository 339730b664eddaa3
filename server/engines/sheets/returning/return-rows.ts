import type { RawRow } from "../sheets.types.ts";
import type { Look } from "../writing/looks.ts";
import { columnLetters, type WrittenCell, type WrittenRow } from "../writing/sheet-xml.ts";
import { type StreamedSheet, streamWorkbook } from "../writing/workbook-stream.ts";
import { commentedRows, type RowMark } from "./marks.rules.ts";
import { commentAuthor, type ReturnTexts } from "./return-texts.ts";

export interface ReturnedRows {
  rows: AsyncIterable<readonly RawRow[]>;
  sheet: string;
  headerRow: number;
  headings: readonly { at: number; heading: string }[];
  marks: readonly RowMark[];
  texts: ReturnTexts;
}

const headingsOfTable = 2;

/** A new workbook with the refused rows alone, under the sender's own headings: for files too large to be marked, and for other formats. */
export async function returnRows(order: ReturnedRows): Promise<Uint8Array> {
  // What an earlier round has written is written anew.
  const given = { ...order, headings: order.headings.filter(({ heading }) => heading !== order.texts.problem) };
  const list: WrittenRow[] = [given.texts.listHeads.map((value) => ({ value, look: "heading" }))];
  const sheets = [tableSheet(given, list), listSheet(given.texts.list, list)];
  return Buffer.concat(await Array.fromAsync(streamWorkbook(sheets, { author: commentAuthor })));
}

function tableSheet(given: ReturnedRows, list: WrittenRow[]): StreamedSheet {
  const { headings, sheet, texts } = given;
  const width = Math.max(0, ...headings.map(({ at }) => at + 1));
  const columns = Array.from({ length: width }, () => ({ width: 14 }));
  return {
    name: sheet === "" || sheet === texts.list ? texts.problem : sheet,
    ...{ columns: [...columns, { width: 60 }], frozen: headingsOfTable, merges: [`A1:${columnLetters(width)}1`] },
    rows: tableRows(given, { width, list }),
  };
}

async function* tableRows(
  { rows, headerRow, headings, marks, texts }: ReturnedRows,
  { width, list }: { width: number; list: WrittenRow[] },
): AsyncGenerator<WrittenRow> {
  const byRow = new Map(marks.map((mark) => [mark.row, mark]));
  let title: WrittenRow = [];
  let number = headingsOfTable;
  for await (const batch of rows) {
    for (const { row, cells } of batch) {
      // The sender's title stands above; of several the first.
      if (row < headerRow) title = title.length > 0 ? title : titleOf(cells);
      const mark = byRow.get(row);
      if (mark === undefined) continue;
      if (number === headingsOfTable) yield* [title, headingRow(headings, { width, texts })];
      number++;
      for (const one of mark.cells) list.push([number, one.heading, { value: one.text, look: "text" }]);
      yield markedRow(cells, { mark, width, texts, commented: number - headingsOfTable <= commentedRows });
    }
  }
}

const titleOf = (cells: RawRow["cells"]): WrittenRow => {
  const value = cells.find((cell) => cell !== null && cell !== "") ?? null;
  return value === null ? [] : [{ value, look: "title" }];
};

function headingRow(
  headings: ReturnedRows["headings"],
  { width, texts }: { width: number; texts: ReturnTexts },
): WrittenRow {
  const titles = new Map(headings.map(({ at, heading }) => [at, heading]));
  const row = Array.from({ length: width }, (_, at) => ({ value: titles.get(at) ?? "", look: "heading" as const }));
  return [...row, { value: texts.problem, look: "heading" }];
}

const asText = (value: RawRow["cells"][number]): WrittenCell =>
  value instanceof Date ? { value, look: "day" } : { value, look: typeof value === "string" ? "text" : "plain" };

interface Marking {
  mark: RowMark;
  width: number;
  texts: ReturnTexts;
  commented: boolean;
}

function markedRow(cells: RawRow["cells"], { mark, width, texts, commented }: Marking): WrittenRow {
  const wrong = new Map(mark.cells.map((cell) => [cell.at, cell.text]));
  const row = Array.from({ length: width }, (_, at): WrittenCell => {
    const value = cells[at] ?? null;
    const comment = wrong.get(at);
    if (comment === undefined) return asText(value);
    const look: Look = value instanceof Date ? "wrong_day" : "wrong";
    return { value, look, ...(commented ? { comment } : {}) };
  });
  return [...row, { value: `${texts.originalRow(mark.row)}${mark.problem}`, look: "problem" }];
}

/** Written after the table, when everything is in it. */
const listSheet = (name: string, rows: WrittenRow[]): StreamedSheet => ({
  ...{ name, rows, frozen: 1, columns: [{ width: 8 }, { width: 18 }, { width: 90 }] },
  filter: (lastRow) => `A1:C${lastRow}`,
});

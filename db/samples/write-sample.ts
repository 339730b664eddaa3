import { createWriteStream } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { writeOds } from "hucre/ods";
import { type Cell, columnLetters, type StreamedSheet, streamWorkbook, type WrittenRow } from "#engines/sheets";
import { oldWorkbook } from "./biff8.ts";
import { encodeGb18030 } from "./gb18030.ts";
import { firstRow, type Sample } from "./sample.ts";

/** The formats that offices send. */
export const sampleFormats = ["xlsx", "xls", "ods", "csv", "csv-gb18030"] as const;
export type SampleFormat = (typeof sampleFormats)[number];

/** Writes a sample and, beside it, which rows must be refused. Answers the path of the sample. */
export async function writeSample(sample: Sample, folder: string, format: SampleFormat = "xlsx"): Promise<string> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${sample.name}.${format === "csv-gb18030" ? "csv" : format}`);
  await pipeline(Readable.from(sampleBytes(sample, format)), createWriteStream(file));
  const defects = sample.defects.map(({ row, kind }) => `${row},${kind}\n`);
  await writeFile(join(folder, `${sample.name}.defects.csv`), `excel_row,defect\n${defects.join("")}`);
  return file;
}

/** The bytes of a sample in a format. */
export async function* sampleBytes(sample: Sample, format: SampleFormat = "xlsx"): AsyncGenerator<Uint8Array> {
  switch (format) {
    case "xlsx":
      return yield* streamWorkbook(sheetsOf(sample));
    case "xls":
      return yield oldWorkbook([{ name: sample.sheet, rows: [...allRows(sample)] }, ...notesOf(sample)]);
    case "ods":
      return yield await writeOds({
        sheets: [
          { name: sample.sheet, rows: [...allRows(sample)].map((row) => [...row]), merges: [titleCells(sample)] },
          ...notesOf(sample),
        ],
      });
    case "csv":
      return yield* csvLines(sample, (text) => Buffer.from(text, "utf8"));
    case "csv-gb18030":
      return yield* csvLines(sample, encodeGb18030);
    default:
      throw new RangeError(`unknown format ${format satisfies never}`);
  }
}

const headingsOf = ({ columns }: Sample) => columns.map(({ heading }) => heading);
const notesOf = ({ notes }: Sample) =>
  notes.length === 0 ? [] : [{ name: "填表说明", rows: notes.map((note): Cell[] => [note]) }];
const titleCells = ({ columns }: Sample) => ({ startRow: 0, startCol: 0, endRow: 0, endCol: columns.length - 1 });

function* allRows(sample: Sample): Generator<readonly Cell[]> {
  yield [sample.title];
  yield headingsOf(sample);
  yield* sample.rows();
  yield* sample.tail;
}

function sheetsOf(sample: Sample): StreamedSheet[] {
  const last = columnLetters(sample.columns.length - 1);
  const helps = sample.columns.flatMap(({ choices }, at) => {
    const letters = columnLetters(at);
    return choices === undefined ? [] : [{ cells: `${letters}${firstRow}:${letters}100000`, choices }];
  });
  const sheet = {
    ...{ name: sample.sheet, columns: sample.columns, merges: [`A1:${last}1`], helps },
    rows: looking(sample),
  };
  return [sheet, ...notesOf(sample)];
}

function* looking(sample: Sample): Generator<WrittenRow> {
  yield [{ value: sample.title, look: "title" }];
  yield headingsOf(sample).map((value) => ({ value, look: "required" as const }));
  yield* sample.rows();
  yield* sample.tail;
}

/** As a spreadsheet program saves what it shows: days as it shows them, long numbers shortened for ever. */
function* csvLines(sample: Sample, encode: (text: string) => Uint8Array): Generator<Uint8Array> {
  for (const row of allRows(sample))
    yield encode(`${sample.columns.map((_, at) => shown(row[at] ?? null)).join(",")}\r\n`);
}

function shown(cell: Cell): string {
  if (cell === null) return "";
  if (cell instanceof Date) return `${cell.getUTCFullYear()}/${cell.getUTCMonth() + 1}/${cell.getUTCDate()}`;
  if (typeof cell === "number" && cell >= 1e11) return cell.toExponential(5).replace("e+", "E+");
  const text = String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

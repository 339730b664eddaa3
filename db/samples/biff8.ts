import type { Cell } from "#engines/sheets";

/** A sheet of a workbook in the format of Excel 97–2003. */
export interface OldSheet {
  name: string;
  rows: readonly (readonly Cell[])[];
  hidden?: boolean;
}

const record = (id: number, ...data: Buffer[]): Buffer => {
  const body = Buffer.concat(data);
  return Buffer.concat([words(id, body.length), body]);
};

function words(...values: number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 2);
  for (const [at, value] of values.entries()) buffer.writeUInt16LE(value, at * 2);
  return buffer;
}

function longs(...values: number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 4);
  for (const [at, value] of values.entries()) buffer.writeUInt32LE(value >>> 0, at * 4);
  return buffer;
}

const double = (value: number): Buffer => {
  const buffer = Buffer.alloc(8);
  buffer.writeDoubleLE(value);
  return buffer;
};

const wideText = (text: string) => Buffer.from(text, "utf16le");
const beginning = (kind: number) => record(0x0809, words(0x0600, kind, 0x0dbb, 0x07cc), longs(0, 6));
const end = record(0x000a);
const usual = 15;
const asDay = 16;
const dayOfExcel = (day: Date) => (day.getTime() - Date.UTC(1899, 11, 30)) / 86_400_000;

function cellRecord(row: number, column: number, cell: Cell): Buffer[] {
  if (cell === null || cell === "") return [];
  const at = (format: number) => words(row, column, format);
  if (cell instanceof Date) return [record(0x0203, at(asDay), double(dayOfExcel(cell)))];
  if (typeof cell === "number") return [record(0x0203, at(usual), double(cell))];
  if (typeof cell === "boolean") return [record(0x0205, at(usual), Buffer.of(cell ? 1 : 0, 0))];
  return [record(0x0204, at(usual), words(cell.length), Buffer.of(1), wideText(cell))];
}

const font = record(0x0031, words(220, 0, 0x7fff, 400, 0), Buffer.of(0, 0, 0, 0, 5, 0), Buffer.from("Arial"));
const format = (number: number, isStyle: boolean) =>
  record(0x00e0, words(0, number, isStyle ? 0xfff5 : 1), Buffer.alloc(14));

/** The records before the sheets; `places`: where each sheet begins. */
function globals(sheets: readonly OldSheet[], places: readonly number[], locked: boolean): Buffer {
  const formats = Array.from({ length: 15 }, () => format(0, true));
  const named = sheets.map(({ name, hidden = false }, at) =>
    record(0x0085, longs(places[at] ?? 0), words(hidden ? 1 : 0), Buffer.of(name.length, 1), wideText(name)),
  );
  return Buffer.concat([
    ...[
      beginning(5),
      ...(locked ? [record(0x002f, words(1))] : []),
      record(0x0042, words(1200)),
      record(0x003d, words(0, 0, 0x4000, 0x2000, 0x38, 0, 0, 1, 600)),
    ],
    ...[font, font, font, font, ...formats, format(0, false), format(14, false)],
    record(0x0293, words(0x8000), Buffer.of(0, 0xff)),
    ...[...named, end],
  ]);
}

function sheetRecords({ rows }: OldSheet): Buffer {
  const width = Math.max(0, ...rows.map((row) => row.length));
  const size = record(0x0200, longs(0, rows.length), words(0, width, 0));
  const cells = rows.flatMap((row, at) => row.flatMap((cell, column) => cellRecord(at, column, cell)));
  return Buffer.concat([beginning(16), size, ...cells, record(0x023e, words(0x06b6, 0, 0, 64, 0, 0, 0, 0, 0)), end]);
}

/** A workbook as programs of 2003 save it: values, numbers and days; no more. `locked` says that it has a password. */
export function oldWorkbook(sheets: readonly OldSheet[], { locked = false } = {}): Uint8Array {
  const bodies = sheets.map(sheetRecords);
  let place = globals(
    sheets,
    sheets.map(() => 0),
    locked,
  ).length;
  const places = bodies.map((body) => {
    place += body.length;
    return place - body.length;
  });
  return compound("Workbook", Buffer.concat([globals(sheets, places, locked), ...bodies]));
}

const sector = 512;
const endOfChain = 0xffff_fffe;
const free = 0xffff_ffff;
const isTable = 0xffff_fffd;
const perSector = sector / 4;
const inHeader = 109;

/** One stream in the container of such files: sectors of 512 bytes chained by a table, which is itself listed in the header. */
export function compound(name: string, content: Buffer): Buffer {
  // Smaller streams would have to lie in a table of small sectors.
  const padded = Buffer.concat([
    content,
    Buffer.alloc(Math.max(4096 - content.length, -content.length & (sector - 1))),
  ]);
  const used = Math.ceil(padded.length / sector);
  let tables = 1;
  while (tables * perSector < used + 1 + tables) tables++;
  if (tables > inHeader) throw new RangeError("too large for the old format");
  const chain = Array.from({ length: tables * perSector }, (_, at) => {
    if (at < used) return at === used - 1 ? endOfChain : at + 1;
    if (at === used) return endOfChain;
    return at <= used + tables ? isTable : free;
  });
  return Buffer.concat([
    header(used, tables),
    Buffer.concat([padded], used * sector),
    Buffer.concat([entry("Root Entry", 5, 1, endOfChain, 0), entry(name, 2, free, 0, padded.length)], sector),
    longs(...chain),
  ]);
}

function header(used: number, tables: number): Buffer {
  const list = Array.from({ length: inHeader }, (_, at) => (at < tables ? used + 1 + at : free));
  return Buffer.concat([
    Buffer.from("d0cf11e0a1b11ae1", "hex"),
    Buffer.alloc(16),
    words(0x3e, 3, 0xfffe, 9, 6, 0, 0, 0),
    longs(0, tables, used, 0, 4096, endOfChain, 0, endOfChain, 0),
    longs(...list),
  ]);
}

/** An entry of the container's directory. */
function entry(name: string, kind: number, child: number, start: number, size: number): Buffer {
  const title = Buffer.alloc(64);
  title.write(name, "utf16le");
  return Buffer.concat([
    ...[title, words((name.length + 1) * 2), Buffer.of(kind, 1), longs(free, free, child)],
    ...[Buffer.alloc(36), longs(start, size, 0)],
  ]);
}

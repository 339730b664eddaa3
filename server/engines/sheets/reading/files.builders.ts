import { unzipSync, type Zippable, zipSync } from "fflate";
import { type CellValue, writeXlsx } from "hucre/xlsx";

export const anXlsx = async (rows: CellValue[][], name = "名册"): Promise<Buffer> =>
  Buffer.from(await writeXlsx({ sheets: [{ name, rows }] }));

/** A workbook with some of its parts replaced or added, or taken away. */
export function withParts(workbook: Uint8Array, parts: Record<string, string | Uint8Array | null>): Buffer {
  const all: Zippable = { ...unzipSync(workbook) };
  for (const [name, content] of Object.entries(parts)) {
    if (content === null) delete all[name];
    else all[name] = typeof content === "string" ? Buffer.from(content) : content;
  }
  return Buffer.from(zipSync(all));
}

export const partOf = (workbook: Uint8Array, name: string): string => {
  const part = unzipSync(workbook, { filter: (one) => one.name === name })[name];
  return Buffer.from(part ?? []).toString();
};

/** The archive with another size in the directory entry of a part than it has. */
export function withDeclaredSize(archive: Buffer, part: string, size: number): Buffer {
  const lying = Buffer.from(archive);
  const name = lying.lastIndexOf(part);
  lying.writeUInt32LE(size, name - 46 + 24);
  return lying;
}

const u16 = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 2);
  for (const [index, value] of values.entries()) bytes.writeUInt16LE(value, index * 2);
  return bytes;
};
const u32 = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) bytes.writeUInt32LE(value >>> 0, index * 4);
  return bytes;
};
const f64 = (value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return bytes;
};

export interface OldSheet {
  name: string;
  hidden?: boolean;
  rows: (string | number | null)[][];
}

/** A workbook of Excel 97–2003. `locked` says that it has a password. */
export function anXls(sheets: readonly OldSheet[], { locked = false } = {}): Buffer {
  const record = (id: number, ...parts: Buffer[]) => {
    const body = Buffer.concat(parts);
    return Buffer.concat([u16(id, body.length), body]);
  };
  const begin = (kind: number) => record(0x0809, u16(0x0600, kind, 0x0dbb, 0x07cc), u32(0, 0x06));
  const end = record(0x000a);
  const cell = (value: string | number | null, row: number, column: number) => {
    if (value === null) return Buffer.alloc(0);
    if (typeof value === "number") return record(0x0203, u16(row, column, 0), f64(value));
    return record(0x0204, u16(row, column, 0, value.length), Buffer.from([1]), Buffer.from(value, "utf16le"));
  };
  const bodies = sheets.map(({ rows }) =>
    Buffer.concat([begin(0x10), ...rows.flatMap((cells, row) => cells.map((value, at) => cell(value, row, at))), end]),
  );
  const names = sheets.map(({ name }) => Buffer.concat([Buffer.from([name.length, 1]), Buffer.from(name, "utf16le")]));
  const before = Buffer.concat([begin(0x05), ...(locked ? [record(0x002f, u16(1))] : []), record(0x0042, u16(1200))]);
  const ahead = before.length + names.reduce((sum, name) => sum + 10 + name.length, 0) + end.length;
  let at = ahead;
  const bounds = sheets.map(({ hidden = false }, index) => {
    const bound = record(0x0085, u32(at), Buffer.from([hidden ? 1 : 0, 0]), names[index] ?? Buffer.alloc(0));
    at += bodies[index]?.length ?? 0;
    return bound;
  });
  return compoundFile("Workbook", Buffer.concat([before, ...bounds, end, ...bodies]));
}

/** A binary workbook of Excel 2007 and later. */
export function anXlsb(sheets: readonly OldSheet[]): Buffer {
  const sized = (size: number): number[] => (size < 0x80 ? [size] : [(size & 0x7f) | 0x80, ...sized(size >>> 7)]);
  const record = (id: number, ...parts: Buffer[]) => {
    const body = Buffer.concat(parts);
    const head = id < 0x80 ? [id] : [(id & 0x7f) | 0x80, id >>> 7];
    return Buffer.concat([Buffer.from([...head, ...sized(body.length)]), body]);
  };
  const text = (value: string) => Buffer.concat([u32(value.length), Buffer.from(value, "utf16le")]);
  const cell = (value: string | number | null, column: number) => {
    if (value === null) return record(1, u32(column, 0));
    return typeof value === "number" ? record(5, u32(column, 0), f64(value)) : record(6, u32(column, 0), text(value));
  };
  const bundle = sheets.map(({ name, hidden = false }, index) =>
    record(156, u32(hidden ? 1 : 0, index + 1), text(`rId${index + 1}`), text(name)),
  );
  const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`;
  const relations = (all: string) =>
    Buffer.from(
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${all}</Relationships>`,
    );
  const bodies = sheets.map(({ rows }, index) => [
    `xl/worksheets/sheet${index + 1}.bin`,
    Buffer.concat(rows.flatMap((cells, row) => [record(0, u32(row)), ...cells.map(cell)])),
  ]);
  return Buffer.from(
    zipSync({
      "[Content_Types].xml": Buffer.from("<Types/>"),
      "_rels/.rels": relations(relation("rId1", "officeDocument", "xl/workbook.bin")),
      "xl/workbook.bin": Buffer.concat([record(131), record(153, u32(0, 0), text("")), ...bundle]),
      "xl/_rels/workbook.bin.rels": relations(
        sheets.map((_, index) => relation(`rId${index + 1}`, "worksheet", `worksheets/sheet${index + 1}.bin`)).join(""),
      ),
      ...Object.fromEntries(bodies),
    }),
  );
}

/** A compound file with one stream, as Excel used to pack everything. */
export function compoundFile(name: string, stream: Buffer): Buffer {
  const sector = 512;
  const padded = Buffer.alloc(Math.max(4096, Math.ceil(stream.length / sector) * sector));
  stream.copy(padded);
  const count = padded.length / sector;
  const tables = Math.ceil((count + 1 + 200) / 128);
  const fat = Buffer.alloc(tables * sector, 0xff);
  for (let index = 0; index < count; index++)
    fat.writeUInt32LE(index === count - 1 ? 0xfffffffe : index + 1, index * 4);
  fat.writeUInt32LE(0xfffffffe, count * 4);
  for (let index = 0; index < tables; index++) fat.writeUInt32LE(0xfffffffd, (count + 1 + index) * 4);
  const entry = (title: string, kind: number, child: number, start: number, size: number) => {
    const text = Buffer.alloc(64);
    text.write(title, "utf16le");
    const links = u32(0xffffffff, 0xffffffff, child);
    return Buffer.concat([
      text,
      u16((title.length + 1) * 2),
      Buffer.from([kind, 1]),
      links,
      Buffer.alloc(36),
      u32(start, size, 0),
    ]);
  };
  const directory = Buffer.concat([
    entry("Root Entry", 5, 1, 0xfffffffe, 0),
    entry(name, 2, 0xffffffff, 0, padded.length),
    Buffer.alloc(256),
  ]);
  const head = Buffer.concat([
    Buffer.from("d0cf11e0a1b11ae1", "hex"),
    Buffer.alloc(16),
    u16(0x3e, 3, 0xfffe, 9, 6, 0, 0, 0),
    u32(0, tables, count, 0, 4096, 0xfffffffe, 0, 0xfffffffe, 0),
  ]);
  const list = Buffer.alloc(436, 0xff);
  for (let index = 0; index < tables; index++) list.writeUInt32LE(count + 1 + index, index * 4);
  return Buffer.concat([head, list, padded, directory, fat]);
}

import { unzipSync, type Zippable, zipSync } from "fflate";
import { type CellValue, writeXlsx } from "hucre/xlsx";
import type { OldSheet } from "../../../../db/samples/biff8.ts";
import type { Cell } from "../sheets.types.ts";

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

/** A binary workbook of Excel 2007 and later. */
export function anXlsb(sheets: readonly OldSheet[]): Buffer {
  const sized = (size: number): number[] => (size < 0x80 ? [size] : [(size & 0x7f) | 0x80, ...sized(size >>> 7)]);
  const record = (id: number, ...parts: Buffer[]) => {
    const body = Buffer.concat(parts);
    const head = id < 0x80 ? [id] : [(id & 0x7f) | 0x80, id >>> 7];
    return Buffer.concat([Buffer.from([...head, ...sized(body.length)]), body]);
  };
  const text = (value: string) => Buffer.concat([u32(value.length), Buffer.from(value, "utf16le")]);
  const cell = (value: Cell, column: number) => {
    if (value === null) return record(1, u32(column, 0));
    const at = u32(column, 0);
    return typeof value === "number" ? record(5, at, f64(value)) : record(6, at, text(String(value)));
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

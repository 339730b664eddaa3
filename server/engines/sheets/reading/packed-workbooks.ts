import { posix } from "node:path";
import { streamOdsRows } from "hucre/ods";
import { readXlsb } from "hucre/xlsx";
import { readXml } from "hucre/xml";
import type { Cell } from "../sheets.types.ts";
import type { Part } from "./archive.rules.ts";
import { encrypted, hasMacros, unreadable } from "./file-refusal.ts";
import { dense, numbered, type OpenSheet, type ReadRow } from "./open-sheet.ts";
import { bytesOfPart, plainText, wholeText } from "./part-text.ts";
import { dateStyles, type Shared, sharedTexts, sheetRows } from "./xlsx-rows.ts";

const { basename, dirname, join } = posix;

/** The sheets of an xlsx; their rows come out as the file is unpacked. Of formulas the value is taken that the file has. */
export async function openXlsx(file: Buffer, parts: readonly Part[]): Promise<OpenSheet[]> {
  const partAt = (name: string) => parts.find((part) => part.name.toLowerCase() === name.toLowerCase());
  if (/macroEnabled/i.test(await wholeText(file, partAt("[Content_Types].xml")))) throw hasMacros();
  const roots = relationsIn(await wholeText(file, partAt("_rels/.rels")), "");
  const at = roots.find(({ type }) => type === "officeDocument")?.target ?? "xl/workbook.xml";
  const workbook = await wholeText(file, partAt(at));
  if (workbook === "") throw unreadable();
  const folder = dirname(at);
  const relations = relationsIn(await wholeText(file, partAt(`${folder}/_rels/${basename(at)}.rels`)), folder);
  const shared = once(() =>
    sharedOf(file, workbook, (type) => partAt(relations.find((one) => one.type === type)?.target ?? "")),
  );
  const sheets = readXml(workbook, { rowTag: "sheet", stripNamespaces: true }).data;
  return sheets.map((sheet) => {
    const id = Object.entries(sheet).find(([key]) => /(?:^@|:)id$/.test(key))?.[1];
    const part = partAt(relations.find((one) => one.id === id && one.type === "worksheet")?.target ?? "");
    return {
      name: String(sheet["@name"]),
      hidden: /hidden/i.test(String(sheet["@state"] ?? "")),
      rows: () => (part === undefined ? [] : rowsOf(file, part, shared)),
    };
  });
}

async function* rowsOf(file: Buffer, part: Part, shared: () => Promise<Shared>): AsyncGenerator<ReadRow> {
  yield* sheetRows(file, part, await shared());
}

async function sharedOf(file: Buffer, workbook: string, partOf: (type: string) => Part | undefined): Promise<Shared> {
  return {
    texts: await sharedTexts(file, partOf("sharedStrings")),
    dates: await dateStyles(file, partOf("styles")),
    is1904: /<(?:\w+:)?workbookPr\s[^>]*date1904\s*=\s*["'](?:1|true)["']/.test(workbook),
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** The relations of a part, by the last word of their type, which is the same in both kinds of OOXML. */
function relationsIn(xml: string, folder: string): { id: string; type: string; target: string }[] {
  if (xml === "") return [];
  return readXml(xml, { rowTag: "Relationship", stripNamespaces: true }).data.map((one) => {
    const target = String(one["@Target"]);
    return {
      ...{ id: String(one["@Id"]), type: String(one["@Type"]).split("/").at(-1) ?? "" },
      target: target.startsWith("/") ? target.slice(1) : join(folder, target),
    };
  });
}

/** The sheets of an xlsb. */
export async function openXlsb(file: Buffer, parts: readonly Part[]): Promise<OpenSheet[]> {
  const workbook = parts.find(({ name }) => name === "xl/workbook.bin");
  const hidden =
    workbook === undefined ? [] : hiddenSheets(Buffer.concat(await Array.fromAsync(bytesOfPart(file, workbook))));
  const { sheets } = await readXlsb(file);
  return sheets.map(({ name, rows }, index) => ({
    ...{ name, hidden: hidden[index] ?? false },
    rows: () => numbered(dense(rows)),
  }));
}

/** The record that names a sheet begins with whether it is seen, which the library leaves out. */
const bundleSheet = 156;

function hiddenSheets(records: Buffer): boolean[] {
  const hidden: boolean[] = [];
  let at = 0;
  /** Seven bits a byte, the lowest first, as long as the eighth is set. */
  const number = (mostBytes: number): number => {
    let value = 0;
    for (let index = 0; index < mostBytes; index++) {
      const byte = records[at++] ?? 0;
      value += (byte & 0x7f) << (7 * index);
      if (byte < 0x80) break;
    }
    return value;
  };
  while (at < records.length) {
    const id = number(2);
    const size = number(4);
    if (id === bundleSheet && at + 4 <= records.length) hidden.push(records.readUInt32LE(at) !== 0);
    at += size;
  }
  return hidden;
}

/** The sheets of an ods, whose tables stand in one part. */
export async function openOds(file: Buffer, parts: readonly Part[]): Promise<OpenSheet[]> {
  const text = (name: string) =>
    wholeText(
      file,
      parts.find((part) => part.name === name),
    );
  if (/encryption-data/.test(await text("META-INF/manifest.xml"))) throw encrypted();
  const content = await text("content.xml");
  const hiddenStyles = new Set(
    Array.from(
      content.matchAll(
        /<style:style\s+style:name="([^"]*)"[^>]*style:family="table"[^>]*>\s*<style:table-properties[^>]*table:display="false"/g,
      ),
      (match) => match[1],
    ),
  );
  const tables = Array.from(content.matchAll(/<table:table\s([^>]*)>/g), ([, attributes = ""]) => ({
    name: plainText(/table:name="([^"]*)"/.exec(attributes)?.[1] ?? ""),
    hidden: hiddenStyles.has(/table:style-name="([^"]*)"/.exec(attributes)?.[1] ?? ""),
    rows: [] as ReadRow[],
  }));
  for await (const { index, sheetIndex, values } of streamOdsRows(file))
    tables[sheetIndex ?? 0]?.rows.push({ row: index + 1, cells: values as Cell[] });
  return tables.map(({ name, hidden, rows }) => ({ name, hidden, rows: () => rows }));
}

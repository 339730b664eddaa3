import { unzipSync } from "fflate";
import { streamOdsRows } from "hucre/ods";
import { readXlsb, streamXlsxRows } from "hucre/xlsx";
import { readXml } from "hucre/xml";
import type { Cell } from "../sheets.types.ts";
import { encrypted, hasMacros, unreadable } from "./file-refusal.ts";
import { dense, numbered, type OpenSheet, type ReadRow } from "./open-sheet.ts";

/** One part as text; undefined when there is none. Its size was checked before. */
function partText(file: Buffer, name: string): string | undefined {
  const bytes = unzipSync(file, { filter: (part) => part.name === name })[name];
  return bytes && new TextDecoder().decode(bytes);
}

/** The sheets of an xlsx; their rows come out as the file is unpacked. Of formulas the value is taken that the file has. */
export function openXlsx(file: Buffer): OpenSheet[] {
  if (/macroEnabled/i.test(partText(file, "[Content_Types].xml") ?? "")) throw hasMacros();
  const relations = readXml(partText(file, "_rels/.rels") ?? "<x/>", { rowTag: "Relationship" }).data;
  const main = relations.find((one) => /\/officeDocument$/.test(String(one["@Type"])));
  const workbook = partText(file, String(main?.["@Target"] ?? "xl/workbook.xml").replace(/^\//, ""));
  if (workbook === undefined) throw unreadable();
  const sheets = readXml(workbook, { rowTag: "sheet", stripNamespaces: true }).data;
  // What has no relation the library passes over, and counts on without it.
  const listed = sheets.filter((sheet) => sheet["@name"] && Object.keys(sheet).some((key) => /(^@|:)id$/.test(key)));
  return listed.map((sheet, index) => ({
    name: String(sheet["@name"]),
    hidden: /hidden/i.test(String(sheet["@state"] ?? "")),
    rows: () => fromOne(streamXlsxRows(file, { sheet: index })),
  }));
}

async function* fromOne(rows: AsyncIterable<{ index: number; values: readonly unknown[] }>): AsyncGenerator<ReadRow> {
  for await (const { index, values } of rows) yield { row: index + 1, cells: values as Cell[] };
}

/** The sheets of an xlsb. */
export async function openXlsb(file: Buffer): Promise<OpenSheet[]> {
  const { sheets } = await readXlsb(file);
  return sheets.map(({ name, rows }) => ({ name, hidden: false, rows: () => numbered(dense(rows)) }));
}

/** The sheets of an ods, whose tables stand in one part. */
export async function openOds(file: Buffer): Promise<OpenSheet[]> {
  if (/encryption-data/.test(partText(file, "META-INF/manifest.xml") ?? "")) throw encrypted();
  const content = partText(file, "content.xml") ?? "";
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

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const plainText = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|apos);/g, (all, name) => entities[name] ?? all);

import { assertModest, assertNoDocumentType, partsOf } from "./archive.rules.ts";
import { FileRefusal, unreadable } from "./file-refusal.ts";
import type { ReadLimits } from "./limits.ts";
import { openXls } from "./old-workbook.ts";
import { numbered, type OpenSheet } from "./open-sheet.ts";
import { openOds, openXlsb, openXlsx } from "./packed-workbooks.ts";
import { decodeText, textRows } from "./text-file.ts";

const megabyte = 1024 * 1024;

/** Opens a table by what its first bytes say, whatever the file is called. */
export async function openWorkbook(file: Buffer, limits: ReadLimits): Promise<OpenSheet[]> {
  if (file.length === 0) throw new FileRefusal("sheets.file_empty");
  if (file.length > limits.bytes)
    throw new FileRefusal("sheets.file_too_large", { most: Math.floor(limits.bytes / megabyte) });
  const sheets = await open(file, limits);
  if (sheets.length > limits.sheets) throw new FileRefusal("sheets.too_many_sheets", { most: limits.sheets });
  return sheets;
}

async function open(file: Buffer, limits: ReadLimits): Promise<OpenSheet[]> {
  if (file.toString("latin1", 0, 4) === "PK\x03\x04") return openArchive(file, limits);
  if (file.toString("hex", 0, 8) === "d0cf11e0a1b11ae1") return openXls(file);
  const text = decodeText(file);
  return [{ name: "", hidden: false, rows: () => numbered(textRows(text)) }];
}

async function openArchive(file: Buffer, limits: ReadLimits): Promise<OpenSheet[]> {
  const parts = partsOf(file, limits.parts);
  assertModest(parts, limits);
  assertNoDocumentType(file, parts);
  const has = (name: string) => parts.some((part) => part.name === name);
  if (has("xl/workbook.bin")) return openXlsb(file, parts);
  if (has("[Content_Types].xml") && parts.some(({ name }) => /^xl\//.test(name))) return openXlsx(file, parts);
  if (has("content.xml") && has("mimetype")) return openOds(file, parts);
  throw unreadable();
}

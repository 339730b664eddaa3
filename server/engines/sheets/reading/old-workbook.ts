import { readXls } from "hucre/xlsx";
import { encrypted, hasMacros, unreadable } from "./file-refusal.ts";
import { dense, numbered, type OpenSheet } from "./open-sheet.ts";

const sectorSize = 512;
/** The first record of a workbook of Excel 97–2003. */
const globals = Buffer.from([0x09, 0x08, 0x10, 0x00, 0x00, 0x06, 0x05, 0x00]);
const filePass = 0x2f;
const boundSheet = 0x85;
const endOfGlobals = 0x0a;

/** Entries of the directory of a compound file never lie across two sectors, so their names are found as they are. */
const holds = (file: Buffer, name: string): boolean => file.includes(Buffer.from(`${name}\0`, "utf16le"));

/** The sheets of an xls. An xlsx with a password is packed in the same kind of file. */
export async function openXls(file: Buffer): Promise<OpenSheet[]> {
  if (holds(file, "EncryptedPackage")) throw encrypted();
  if (holds(file, "_VBA_PROJECT_CUR")) throw hasMacros();
  const { locked, hidden } = readGlobals(file);
  if (locked) throw encrypted();
  const { sheets } = await readXls(file);
  if (sheets.length === 0) throw unreadable();
  return sheets.map(({ name, rows }, index) => ({
    name,
    hidden: hidden[index] ?? false,
    rows: () => numbered(dense(rows)),
  }));
}

/** What the library does not tell: whether there is a password, and which sheets are hidden. */
function readGlobals(file: Buffer): { locked: boolean; hidden: boolean[] } {
  const hidden: boolean[] = [];
  let at = sectorSize;
  while (at < file.length && !file.subarray(at, at + globals.length).equals(globals)) at += sectorSize;
  // Its records lie one after another unless the file is in pieces; then the sheets behind count as seen.
  while (at + 4 <= file.length) {
    const id = file.readUInt16LE(at);
    if (id === filePass) return { locked: true, hidden };
    if (id === endOfGlobals || id === 0) break;
    if (id === boundSheet && at + 9 <= file.length) hidden.push((file.readUInt8(at + 8) & 3) !== 0);
    at += 4 + file.readUInt16LE(at + 2);
  }
  return { locked: false, hidden };
}

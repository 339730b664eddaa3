import { checkOf, readResidentId } from "#wire/resident-id";
import type { Cell, Defect } from "../sheets.types.ts";
import { compact, written } from "./text.rules.ts";

/** Other documents than the identity card, by the values of the column that says which it is. */
const documents: Readonly<Record<string, RegExp>> = {
  passport: /^[A-Z0-9]{5,15}$/,
  hk_macao_permit: /^[HM]\d{8}(?:\d{2})?$/,
  taiwan_permit: /^(?:\d{8}|\d{10}[A-Z]?)$/,
  foreign_residence: /^(?:[A-Z]{3}\d{12}|9\d{16}[\dX])$/,
};
const scientific = /^\d(?:\.\d+E\+?|E\+)\d+$/;
const anyDocument = /^[A-Z0-9()/-]{4,30}$/;

/** The number, why it cannot be taken, or that nobody can say before the kind of document is put right. */
export type ReadId = { value: string } | Pick<Defect, "code" | "params"> | { open: true };

/**
 * The number of a document. Spreadsheets keep 15 digits of a number: an identity number that is one, or is written as 6.10999E+17, has lost
 * its end for good. `kind` is null for an identity card, undefined when it is not known what the document is.
 */
export function readIdNumber(cell: Cell, kind: string | null | undefined, today: string): ReadId {
  const text = compact(written(cell)).toUpperCase();
  if ((typeof cell === "number" && Math.abs(cell) >= 1e15) || scientific.test(text))
    return { code: "sheets.id_destroyed" };
  if (kind === null || kind === "resident_id") return readCard(text, today);
  if (kind === undefined) return { open: true };
  const number = text.replace(/\p{Pd}/gu, "");
  const form = documents[kind] ?? anyDocument;
  if (!form.test(number)) return { code: "sheets.id_document" };
  const checked = kind === "foreign_residence" && number.length === 18;
  return checked && checkOf(number) !== number[17] ? { code: "sheets.id_check" } : { value: number };
}

/** The X at the end is written in many ways; its check tells whether it was meant. */
const xs = /[×✕Х]$/u;

function readCard(text: string, today: string): ReadId {
  const number = text.replace(/\p{Pd}/gu, "").replace(xs, "X");
  const read = readResidentId(number, today);
  if (read.ok) return { value: number };
  if (read.fault === "short") return { code: "sheets.id_short", params: { length: [...number].length } };
  // Digits that end in 000 and do not fit: a number that a spreadsheet had rounded before somebody made it a text.
  if (read.fault === "check" && number.endsWith("000")) return { code: "sheets.id_destroyed" };
  return { code: `sheets.id_${read.fault}` };
}

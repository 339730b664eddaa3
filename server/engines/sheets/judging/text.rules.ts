import type { Cell } from "../sheets.types.ts";

/** Signs that nobody sees: zero-width ones, marks of direction, soft hyphens, control characters. */
const unseen = /[\p{Cc}\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;
const wide = /[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/g;
// A ' before what a spreadsheet would take for a number or a formula says "this is text" and is not part of it.
const textMark = /^['‘’`]+(?=[=+\-@\d])/u;

/** What a cell says, as it stands. A number as the spreadsheet shows it, a date as its day. */
export function written(cell: Cell): string {
  if (cell === null) return "";
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? "" : cell.toISOString().replace("T00:00:00.000Z", "");
  // Spreadsheets keep 15 digits: 0.1 + 0.2 is shown as 0.3.
  return typeof cell === "number" ? String(Number(cell.toPrecision(15))) : String(cell);
}

/** Text as it is kept: nothing unseen, full-width letters and digits as usual ones, single blanks. */
export const tidy = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\t\n\r\v\f\u0085\u2028\u2029]/g, " ")
    .replace(unseen, "")
    .replace(wide, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .normalize("NFC")
    .replace(/\s+/gu, " ")
    .trim()
    .replace(textMark, "");

/** Text as it is compared and parsed: nothing unseen, no blanks, every sign in its usual form. */
export const compact = (text: string): string =>
  text.toWellFormed().normalize("NFKC").replace(unseen, "").replace(/\s+/gu, "").replace(textMark, "");

/** A person's name: 张　三 is 张三 filled up to three characters, and the dot in 买买提·艾力 is written in many ways. */
export const tidyName = (text: string): string =>
  tidy(text)
    .replace(/(?<=\p{Script=Han}) ?[·•.．・‧∙] ?(?=\p{Script=Han})/gu, "·")
    .replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, "");

/** What spreadsheets put in a cell whose formula failed. */
export const isFormulaError = (text: string): boolean =>
  /^#(REF!|N\/A|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!|SPILL!|CALC!)$/.test(text);

/** What people write where there is nothing. */
export const saysNothing = (compacted: string): boolean => /^(?:[-—–_/\\]+|无|暂无|没有|n\/?a|null)$/iu.test(compacted);

import type { Cell, RawRow } from "../sheets.types.ts";
import { numberOf, readLine } from "./pasted-line.rules.ts";

const heading = ["序号", "姓名", "手机号码", "证件号码", "备注"];
const headingOfKnown = [...heading, "会员编号", "手机尾号"];
const seat = /^第?\d+排\d+[座号位]$/u;
const sheet = "接龙";

/**
 * The people of a 接龙 or of another list that somebody pasted, as rows of a table: headings first (row 0), then one row for each
 * person, numbered by its line; with `known` also what members who are known are told by, with `seats` the seat that each is to have.
 * Where lines are counted, what is not counted is the announcement above, or goes on with the line before.
 */
export function rowsOfChain(text: string, { known = false, seats = false } = {}): RawRow[] {
  const rows = entriesOf(text).flatMap(({ row, line }): RawRow[] => {
    const says = readLine(line);
    if (says === undefined) return [];
    const { name, phone, idNumber, memberNumber, tail, words } = says;
    const toldBy = [memberNumber, tail === undefined ? undefined : `尾号${tail}`].filter((one) => one !== undefined);
    const seated = seats ? words.find((word) => seat.test(word)) : undefined;
    const rest = (known ? words : [...words, ...toldBy]).filter((word) => word !== seated);
    const values = [numberOf(line), name, phone?.replace(/^\+86/, ""), idNumber, rest.join(" ")];
    if (known) values.push(memberNumber, tail);
    if (seats) values.push(seated);
    return [{ sheet, row, cells: values.map((value): Cell => (value === undefined || value === "" ? null : value)) }];
  });
  const cells = [...(known ? headingOfKnown : heading), ...(seats ? ["座位"] : [])];
  return rows.length === 0 ? [] : [{ sheet, row: 0, cells }, ...rows];
}

function entriesOf(text: string): { row: number; line: string }[] {
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/u).map((line, index) => ({ row: index + 1, line }));
  if (lines.filter(({ line }) => numberOf(line) !== undefined).length < 2) return lines;
  const entries: { row: number; line: string }[] = [];
  for (const { row, line } of lines) {
    const last = entries.at(-1);
    if (numberOf(line) !== undefined) entries.push({ row, line });
    else if (last !== undefined) last.line += ` ${line}`;
  }
  return entries;
}

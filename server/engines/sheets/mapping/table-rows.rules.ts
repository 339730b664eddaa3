import { compact, written } from "../judging/text.rules.ts";
import type { Cell, MappedColumn, Mapping, RawRow } from "../sheets.types.ts";
import { isExample } from "../writing/example.rules.ts";
import { plainHeading, readings } from "./heading.rules.ts";

// Who filled in, checked and sealed the form, sums, and remarks: what stands below a table and is nobody.
const below =
  /^(?:(?:填表|填报|制表|审核|复核|审批|经办|负责|报送|联系|录入|统计|导出)(?:人|单位|日期|时间|电话)?(?:签字|签名|签章|盖章)?|单位负责人|主管领导|单位[(（]?(?:盖章|公章)[)）]?|盖章|日期|注|备注|说明|填表说明)(?:[:：(（]|$)|^(?:本页)?(?:合计|总计|小计|共计)/u;

/**
 * What a row of the file says, by column key, ready to be judged. Undefined for what is no row of the table: headings, also where they
 * are repeated on each page, examples of a template, numbers without anything behind them, signatures, sums and remarks.
 */
export function rawOf(mapping: Mapping, { row, cells }: RawRow): Record<string, Cell> | undefined {
  if (row <= mapping.headerRow || isExample(cells)) return undefined;
  const taken = mapping.columns.filter(({ key }) => key !== null);
  const raw = Object.fromEntries(taken.map(({ key, at }) => [key ?? "", cells[at] ?? null]));
  const said = taken.filter(({ at }) => !isBlank(cells[at]));
  if (isBelow(cells, said.length) || (said.length === 0 && saysNothing(cells))) return undefined;
  return said.length > 1 && said.every((column) => saysHeading(cells[column.at], column)) ? undefined : raw;
}

const isBlank = (cell: Cell | undefined): boolean =>
  cell === null || cell === undefined || (typeof cell === "string" && cell.trim() === "");

const plainText = (cell: Cell | undefined): string => compact(written(cell ?? null));

/** One cell alone, or nothing but numbers: a remark, or a form that was numbered ahead. */
function saysNothing(cells: readonly Cell[]): boolean {
  const filled = cells.filter((cell) => !isBlank(cell));
  return filled.length < 2 || filled.every((cell) => typeof cell === "number" || /^\d+$/.test(plainText(cell)));
}

/** The heading itself, or the lower half of one in two rows. */
function saysHeading(cell: Cell | undefined, { heading }: MappedColumn): boolean {
  const text = plainHeading(written(cell ?? null));
  return heading !== "" && readings(heading).includes(text);
}

/** Few cells, of which the first is a word for what stands below tables. */
function isBelow(cells: readonly Cell[], said: number): boolean {
  if (said > 3) return false;
  const first = cells.find((cell) => !isBlank(cell));
  return below.test(plainText(first));
}

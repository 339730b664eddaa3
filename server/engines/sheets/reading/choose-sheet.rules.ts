import type { Cell } from "../sheets.types.ts";

/** The beginning of a sheet. */
export interface Glance {
  name: string;
  hidden: boolean;
  /** The first rows with something in them. */
  rows: readonly { row: number; cells: readonly Cell[] }[];
}

const instructions =
  /说明|须知|指南|示例|样例|字典|选项|下拉|数据源|参数|代码表|问题清单|list of problems|instruction|how to|read ?me|guide|example/i;

const filled = (cells: readonly Cell[]): number => cells.filter((cell) => cell !== null && cell !== "").length;

const width = (glance: Glance): number => Math.max(0, ...glance.rows.map(({ cells }) => filled(cells)));

/** Whether people are to read a sheet rather than fill it in: by its name, or because it is a page of sentences. */
export function isInstructions({ name, rows }: Glance): boolean {
  if (instructions.test(name)) return true;
  const texts = rows.flatMap(({ cells }) => cells.filter((cell) => typeof cell === "string" && cell !== ""));
  const long = texts.filter((text) => String(text).length > 20).length;
  return rows.length > 0 && Math.max(...rows.map(({ cells }) => filled(cells))) <= 2 && long * 2 >= texts.length;
}

/** The sheet that holds the table: the widest among those that are seen and filled in. Undefined when there is none. */
export function chooseSheet(glances: readonly Glance[]): Glance | undefined {
  const seen = glances.filter((glance) => !glance.hidden && glance.rows.length > 0);
  const tables = seen.filter((glance) => !isInstructions(glance));
  return [...(tables.length > 0 ? tables : seen)].sort((a, b) => width(b) - width(a))[0];
}

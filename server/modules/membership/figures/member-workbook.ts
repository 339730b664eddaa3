import { writeXlsx } from "hucre/xlsx";
import type { MemberDimension } from "./figures.store.ts";
import type { MemberStatistics } from "./member-statistics.ts";

type Cell = string | number;

const dimensionNames: Record<MemberDimension, string> = {
  ...{ form: "就业形式", sex: "性别", state: "会籍状态", verified: "实名", newForm: "新就业形态" },
};
const valueNames: Record<string, string> = {
  ...{ standard: "单位职工", dispatched: "派遣", flexible: "灵活就业", platform: "平台就业", retired: "退休" },
  ...{ female: "女", male: "男", "": "未填写" },
  ...{ active: "在籍", transferring: "转出中", retained: "保留会籍", suspended: "会籍暂停" },
};
const yes: Partial<Record<MemberDimension, [string, string]>> = {
  verified: ["已实名", "未实名"],
  newForm: ["新就业形态", "其他"],
};
const measures = ["登记人数", "其中实名", "其中会员", "会员中新就业形态"];
const measuresOf = (one: { registered: number; verified: number; members: number; newForm: number }): Cell[] => [
  ...[one.registered, one.verified, one.members, one.newForm],
];

const nameOf = (dimension: MemberDimension, value: string | null): string => {
  const [isSo, isNot] = yes[dimension] ?? [];
  if (isSo !== undefined && isNot !== undefined) return value === "true" ? isSo : isNot;
  return valueNames[value ?? ""] ?? value ?? "";
};

/** The figures as a workbook: by kind of member, by the organisations directly below, and by month. */
export async function memberWorkbook(figures: MemberStatistics): Promise<{ name: string; bytes: Uint8Array }> {
  const { organisation, day, tree, by, units, months, total, only } = figures;
  const about = `${organisation.name}及下级 ${day},${tree === "today" ? "按今天的隶属" : "按当天的隶属"}${narrowed(only)}`;
  const kinds = by.flatMap(({ dimension, values }) =>
    values.map((one) => [dimensionNames[dimension], nameOf(dimension, one.value), ...measuresOf(one)]),
  );
  const below = units.map((one) => [
    one.organisation.id === organisation.id ? `${one.organisation.name}(本级)` : one.organisation.name,
    ...measuresOf(one),
  ]);
  const flows = months.map((one) => [
    ...[one.month, one.registered, one.members, one.joined, one.gone, one.movedIn, one.movedOut],
  ]);
  const bytes = await writeXlsx({
    sheets: [
      sheetOf("分类", about, [["分类", "值", ...measures], ["合计", "", ...measuresOf(total)], ...kinds]),
      sheetOf("按工会", about, [["工会", ...measures], ...below, ["合计", ...measuresOf(total)]]),
      sheetOf("按月", about, [["月份", "月末登记", "月末会员", "入会", "离会", "转入", "转出"], ...flows]),
    ],
  });
  return { name: `会员统计 ${organisation.name} ${day}.xlsx`, bytes };
}

function narrowed({ form, sex, state, verified }: MemberStatistics["only"]): string {
  const chosen = [form, sex, state].filter((one) => one !== undefined).map((one) => valueNames[one] ?? one);
  if (verified !== undefined) chosen.push(nameOf("verified", String(verified)));
  return chosen.length === 0 ? "" : `,只计 ${chosen.join("、")}`;
}

/** A title row, a row of heads in bold, and the rest; both stay while it is scrolled. */
function sheetOf(name: string, about: string, rows: Cell[][]) {
  const [heads = []] = rows;
  const bold = { style: { font: { bold: true } } };
  const cells = new Map(heads.map((_, column) => [`1,${column}`, bold] as const));
  const columns = heads.map((_, index) => ({ width: index === 0 ? 24 : 16 }));
  return { name, columns, rows: [[about], ...rows], cells, freezePane: { rows: 2 } };
}

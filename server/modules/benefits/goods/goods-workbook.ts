import { writeXlsx } from "hucre/xlsx";
import type { MonthFigure } from "./goods.rules.ts";
import type { Months } from "./goods-figures.service.ts";

type Sum = Pick<MonthFigure, "views" | "sold" | "soldFen">;
interface Figures {
  items: MonthFigure[];
  origins: (Sum & { origin: string })[];
  months: (Sum & { month: string })[];
  total: Sum;
}

const yuan = (fen: number) => Number((fen / 100).toFixed(2));
const bold = { font: { bold: true } };

/** The figures as a workbook: every goods and month, and the sums by origin and by month. */
export async function goodsWorkbook(
  { from, to }: Months,
  figures: Figures,
): Promise<{ name: string; bytes: Uint8Array }> {
  const { items, origins, months, total } = figures;
  const details = items.map((one) => [one.month, one.name, one.origin, one.merchant, ...sumOf(one)]);
  const bytes = await writeXlsx({
    sheets: [
      sheetOf("明细", ["月份", "商品", "产地", "商户"], [...details, ["合计", "", "", "", ...sumOf(total)]]),
      sheetOf("按产地", ["产地"], [...origins.map((one) => [one.origin, ...sumOf(one)]), ["合计", ...sumOf(total)]]),
      sheetOf("按月", ["月份"], [...months.map((one) => [one.month, ...sumOf(one)]), ["合计", ...sumOf(total)]]),
    ],
  });
  return { name: `商品推广 ${from} 至 ${to}.xlsx`, bytes };
}

const sumOf = ({ views, sold, soldFen }: Sum) => [views, sold, yuan(soldFen)];

function sheetOf(name: string, heads: string[], rows: (string | number)[][]) {
  const titles = [...heads, "浏览(每人每天一次)", "用券售出件数", "售价合计(元)"];
  const all = [titles, ...rows];
  const cells = new Map(
    titles.flatMap((_, column) => [
      [`0,${column}`, { style: bold }] as const,
      [`${all.length - 1},${column}`, { style: bold }] as const,
    ]),
  );
  const columns = titles.map((_, index) => ({ width: index < heads.length ? 20 : 16 }));
  return { name, columns, rows: all, cells, freezePane: { rows: 1 } };
}

import { record } from "#kernel/audit/audit";
import { endOfDay, startOfDay } from "#kernel/business-day";
import { type Ctx, transact } from "#kernel/context";
import { pathsHolding } from "#kernel/policy";
import { sumsBy, totalOf } from "./goods.rules.ts";
import { listMonthFigures } from "./goods-figures.store.ts";

/** Both months are included: "2026-01" to "2026-12". */
export interface Months {
  from: string;
  to: string;
}

/** Views and sales per goods, origin and month, of the actor's merchants and campaigns. */
export async function getGoodsFigures(ctx: Ctx, { from, to }: Months) {
  const items = await transact(ctx, (tx) =>
    listMonthFigures(tx.db, {
      paths: pathsHolding(tx.actor, "benefits.read"),
      from: startOfDay(`${from}-01`),
      to: endOfDay(lastDayOf(to)),
    }),
  );
  return {
    items,
    origins: sumsBy(items, "origin").map(({ value: origin, ...sum }) => ({ origin, ...sum })),
    months: sumsBy(items, "month").map(({ value: month, ...sum }) => ({ month, ...sum })),
    total: totalOf(items),
  };
}

/** The same to take along as a workbook: who took it is written down at each place where they read goods. */
export async function exportGoodsFigures(ctx: Ctx, months: Months) {
  const figures = await getGoodsFigures(ctx, months);
  await transact(ctx, async (tx) => {
    const object = { type: "report", id: "goods" };
    const detail = { from: months.from, to: months.to, rows: figures.items.length };
    for (const node of pathsHolding(tx.actor, "benefits.read"))
      await record(tx, { node, action: "benefits.goods_figures_exported", object, detail });
  });
  return figures;
}

const lastDayOf = (month: string): string => {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
};

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

const lastDayOf = (month: string): string => {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
};

import { unreachable } from "#kernel/database/unreachable";

export const storedGoodsStates = ["draft", "submitted", "approved", "refused", "withdrawn"] as const;
export type StoredGoodsState = (typeof storedGoodsStates)[number];
export const goodsStates = ["draft", "submitted", "refused", "to_come", "shown", "ended", "withdrawn"] as const;
export type GoodsState = (typeof goodsStates)[number];

/** As people read it: what was approved is to come, shown or over by its days. */
export function goodsStateOn(
  { state, startsOn, endsOn }: { state: StoredGoodsState; startsOn: string; endsOn: string },
  today: string,
): GoodsState {
  switch (state) {
    case "draft":
    case "submitted":
    case "refused":
    case "withdrawn":
      return state;
    case "approved":
      if (today < startsOn) return "to_come";
      return endsOn < today ? "ended" : "shown";
    default:
      return unreachable(state);
  }
}

/**
 * What a merchant's clerk may do: not with a text that the union's staff are still writing, nor change one that lies before a
 * reader, but take it back from there.
 */
export const clerkMay = (state: StoredGoodsState): { edit: boolean; withdraw: boolean } => ({
  edit: state === "approved" || state === "refused" || state === "withdrawn",
  withdraw: state === "approved" || state === "submitted",
});

export interface MonthFigure {
  goodsId: string;
  name: string;
  origin: string;
  merchant: string;
  month: string;
  views: number;
  sold: number;
  soldFen: number;
}

type Sum = Pick<MonthFigure, "views" | "sold" | "soldFen">;

const add = (sum: Sum, one: Sum): Sum => ({
  views: sum.views + one.views,
  sold: sum.sold + one.sold,
  soldFen: sum.soldFen + one.soldFen,
});
export const nothing: Sum = { views: 0, sold: 0, soldFen: 0 };

/** The sum of all figures. */
export const totalOf = (figures: readonly MonthFigure[]): Sum => figures.reduce<Sum>(add, nothing);

/** Sums by one property, the most sold first; months in their order. */
export function sumsBy<K extends "origin" | "month">(figures: readonly MonthFigure[], key: K) {
  const groups = Map.groupBy(figures, (figure) => figure[key]);
  const sums = [...groups].map(([value, own]) => ({ value, ...totalOf(own) }));
  return sums.sort((a, b) =>
    key === "month"
      ? a.value.localeCompare(b.value)
      : b.sold - a.sold || b.views - a.views || a.value.localeCompare(b.value),
  );
}

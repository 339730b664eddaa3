import { describe, expect, test } from "vitest";
import { goodsStateOn, type MonthFigure, sumsBy, totalOf } from "./goods.rules.ts";

describe("the state of goods on a day", () => {
  const goods = { startsOn: "2026-11-01", endsOn: "2026-11-30" };
  test.each([
    ["to_come", "approved", "2026-10-31"],
    ["shown", "approved", "2026-11-01"],
    ["shown", "approved", "2026-11-30"],
    ["ended", "approved", "2026-12-01"],
    ["withdrawn", "withdrawn", "2026-11-10"],
    ["draft", "draft", "2026-11-10"],
    ["submitted", "submitted", "2026-12-10"],
    ["refused", "refused", "2026-10-10"],
  ] as const)("%s when %s on %s", (expected, state, today) =>
    expect(goodsStateOn({ ...goods, state }, today)).toBe(expected),
  );
});

describe("figures of goods", () => {
  const figure = (given: Partial<MonthFigure>): MonthFigure => ({
    ...{ goodsId: "g", name: "苹果", origin: "盐源", merchant: "甲", month: "2026-11", views: 0, sold: 0, soldFen: 0 },
    ...given,
  });
  const figures = [
    figure({ views: 5, sold: 1, soldFen: 3000 }),
    figure({ month: "2026-10", views: 2 }),
    figure({ goodsId: "h", origin: "汶川", views: 1, sold: 4, soldFen: 8000 }),
  ];

  test("add up alike by origin, by month and over all", () => {
    expect(totalOf(figures)).toEqual({ views: 8, sold: 5, soldFen: 11_000 });
    for (const key of ["origin", "month"] as const) {
      const sums = sumsBy(figures, key);
      expect(sums.reduce((sum, one) => sum + one.soldFen, 0)).toBe(11_000);
      expect(sums.reduce((sum, one) => sum + one.views, 0)).toBe(8);
    }
  });

  test("name the best sold origin first, and months in their order", () => {
    expect(sumsBy(figures, "origin").map((one) => one.value)).toEqual(["汶川", "盐源"]);
    expect(sumsBy(figures, "month").map((one) => one.value)).toEqual(["2026-10", "2026-11"]);
    expect(sumsBy([], "origin")).toEqual([]);
  });
});

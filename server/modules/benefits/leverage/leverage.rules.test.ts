import { describe, expect, test } from "vitest";
import { groupMoved, leverageOf, sumMoved, yearTotals } from "./leverage.rules.ts";

const row = (given: object) => ({
  ...{
    campaignId: "c",
    kindId: "k",
    storeId: "s",
    month: "2026-11",
    vouchers: 1,
    spendingFen: 20_000,
    subsidyFen: 5000,
  },
  ...given,
});

describe("leverage", () => {
  test.each([
    [20_000, 5000, 4],
    [10_000, 3000, 3.33],
    [0, 5000, 0],
    [10_000, 0, null],
  ])("%i fen spent for %i of subsidy is %s", (spending, subsidy, leverage) =>
    expect(leverageOf(spending, subsidy)).toBe(leverage),
  );

  test("groups by what is asked, the largest spending first and months in order", () => {
    const rows = [row({ month: "2026-12" }), row({ storeId: "t", spendingFen: 90_000 }), row({})];
    expect(groupMoved(rows, "storeId").map(({ key, vouchers, leverage }) => [key, vouchers, leverage])).toEqual([
      ["t", 1, 18],
      ["s", 2, 4],
    ]);
    expect(groupMoved(rows, "month").map(({ key }) => key)).toEqual(["2026-11", "2026-12"]);
    expect(sumMoved(rows)).toEqual({ vouchers: 3, spendingFen: 130_000, subsidyFen: 15_000, leverage: 8.67 });
  });
});

describe("years", () => {
  const year = (given: object) => ({
    ...{ year: 2021, theme: "新春活动", issuedFen: 100, redeemedFen: 80, spendingFen: 400, vouchers: 2 },
    ...given,
  });

  test("are added up, oldest first, with their themes", () => {
    const totals = yearTotals([year({ year: 2022, theme: "以旧换新" }), year({}), year({ theme: "惠工暖企" })]);
    expect(totals.map(({ year, themes, issuedFen, leverage }) => [year, themes, issuedFen, leverage])).toEqual([
      [2021, ["新春活动", "惠工暖企"], 200, 5],
      [2022, ["以旧换新"], 100, 5],
    ]);
  });

  test("a figure that nobody wrote down is not presumed", () => {
    const [total] = yearTotals([year({}), year({ redeemedFen: null, spendingFen: 1_000_000 })]);
    expect(total).toMatchObject({ leverage: 5, incomplete: true, redeemedFen: 80 });
  });
});

import { describe, expect, test } from "vitest";
import type { OfferedGoods } from "../../../shared/api-types/index.ts";
import { fenOf, fieldsOf, inputOf, pricePattern, typedPrice } from "./goods-form.rules.ts";

describe("a price", () => {
  test.each([
    ["39.9", 3990],
    ["39.90", 3990],
    ["0.05", 5],
    ["20", 2000],
    ["19.99", 1999],
  ])("typed as %s is %i fen", (typed, fen) => expect(fenOf(typed)).toBe(fen));

  test.each([
    [3990, "39.90"],
    [2000, "20"],
    [5, "0.05"],
  ])("of %i fen is shown as %s", (fen, typed) => {
    expect(typedPrice(fen)).toBe(typed);
    expect(fenOf(typed)).toBe(fen);
  });

  test.each(["", "-1", "1.234", "1e3", "1,5", "12345678"])("is not %j", (typed) =>
    expect(new RegExp(`^${pricePattern}$`).test(typed)).toBe(false),
  );
});

describe("the form", () => {
  const choices = {
    campaigns: [{ id: "winter", title: "冰雪消费券", kinds: [{ id: "half", title: "满100减50" }] }],
    stores: [{ id: "one", name: "一号店" }],
  };
  const now = Date.parse("2026-11-22T17:00:00Z");
  const goods = {
    ...{ name: "苹果", origin: "望海县", unit: "5 斤", about: "", priceFen: 3990, startsOn: "2026-11-01" },
    ...{ endsOn: "2026-12-01", campaignId: "winter", kindId: "half", storeId: "one" },
  } as OfferedGoods;

  test("begins today at the place of business, for the first campaign", () =>
    expect(fieldsOf(undefined, choices, now)).toMatchObject({
      ...{ campaignId: "winter", startsOn: "2026-11-23", endsOn: "2026-12-23", price: "" },
    }));

  test("gives back what was there", () =>
    expect(inputOf(fieldsOf(goods, choices, now), "picture")).toMatchObject({
      ...{ priceFen: 3990, campaignId: "winter", kindId: "half", storeId: "one", pictureFileId: "picture" },
    }));

  test("chooses anew what is over, and says nothing where all are meant", () => {
    const fields = fieldsOf({ ...goods, campaignId: "summer", storeId: "closed" }, choices, now);
    expect(inputOf(fields, null)).toMatchObject({ campaignId: "winter", kindId: null, storeId: null });
  });
});

import { describe, expect, test } from "vitest";
import { holidayOf, isNearHoliday } from "#kernel/holidays";
import { budgetNeededFen, fixedBy, type KindFacts, type PreviewFacts, stateOn, warningsOf } from "./campaign.rules.ts";
import type { Round } from "./schedule.rules.ts";

const kind = (given: Partial<KindFacts> = {}): KindFacts => ({
  title: "满200减100",
  benefit: { type: "threshold", minSpendFen: 20_000, offFen: 10_000 },
  validDays: 7,
  stockPerRound: 10,
  perPerson: 1,
  ...given,
});
const round = (opensAt: string): Round => ({
  number: 1,
  entryOpensAt: null,
  opensAt: new Date(opensAt),
  closesAt: new Date("2027-01-01T00:00:00Z"),
});
const facts = (given: Partial<PreviewFacts> = {}): PreviewFacts => ({
  now: new Date("2026-11-22T00:00:00Z"),
  endsOn: "2026-12-31",
  budgetFen: 1_000_000,
  fundFreeFen: 1_000_000,
  stores: 1,
  peopleEligible: 1000,
  offlineKindsWithoutLimit: 0,
  calendar: { years: new Map(), days: new Map() },
  ...given,
});
/** The decree of 2027 has been read: the 12th is free, the 14th worked. */
const decreed: PreviewFacts["calendar"] = {
  years: new Map([[2027, { provisional: false }]]),
  days: new Map([
    ["2027-02-12", "free"],
    ["2027-02-14", "worked"],
  ]),
};
const noon = round("2026-11-26T12:00:00+08:00");
const codes = (kinds: KindFacts[], rounds: Round[], given: Partial<PreviewFacts> = {}) =>
  warningsOf(kinds, rounds, facts(given)).map((one) => one.code.replace("benefits.warning.", ""));

describe("the state of a campaign", () => {
  test.each([
    ["draft", "2026-12-01", "draft"],
    ["approved", "2026-11-30", "approved"],
    ["approved", "2026-12-01", "running"],
    ["approved", "2026-12-31", "running"],
    ["approved", "2027-01-01", "ended"],
    ["paused", "2026-12-05", "paused"],
    ["paused", "2027-01-01", "ended"],
    ["rejected", "2027-01-01", "rejected"],
  ] as const)("%s on %s is %s", (stored, today, expected) => {
    expect(stateOn(stored, "2026-12-01", "2026-12-31", today)).toBe(expected);
  });
});

describe("the budget needed", () => {
  test("is every voucher of every round at its most", () => {
    const kinds = [kind({ stockPerRound: 3 }), kind({ benefit: { type: "half", maxOffFen: 500 }, stockPerRound: 2 })];
    expect(budgetNeededFen(kinds, 4)).toBe(4 * (3 * 10_000 + 2 * 500));
  });
});

describe("warnings", () => {
  test("a campaign in order has none", () => expect(codes([kind()], [noon])).toEqual([]));

  test.each([
    ["budget_too_small", [kind()], [noon], { budgetFen: 99_999 }],
    ["fund_too_small", [kind()], [noon], { fundFreeFen: 99_999 }],
    ["no_fund_source", [kind()], [noon], { fundFreeFen: undefined }],
    ["no_kind", [], [noon], {}],
    ["no_store", [kind()], [noon], { stores: 0 }],
    ["nobody_eligible", [kind()], [noon], { peopleEligible: 0 }],
    ["offline_without_limit", [kind()], [noon], { offlineKindsWithoutLimit: 1 }],
    ["cap_larger_than_stock", [kind({ perPerson: 11 })], [noon], {}],
    ["stock_larger_than_people", [kind()], [noon], { peopleEligible: 9 }],
    ["valid_days_cut", [kind()], [noon], { endsOn: "2026-12-01" }],
    ["opens_in_the_past", [kind()], [noon], { now: noon.opensAt }],
    ["opens_in_the_night", [kind()], [round("2026-11-26T22:00:00+08:00")], {}],
    ["opens_in_the_night", [kind()], [round("2026-11-26T06:59:00+08:00")], {}],
    ["opens_on_holiday", [kind()], [round("2027-02-06T12:00:00+08:00")], { endsOn: "2027-03-31" }],
    ["holiday_unknown", [kind()], [round("2027-02-12T12:00:00+08:00")], { endsOn: "2027-03-31" }],
    ["opens_on_day_off", [kind()], [round("2027-02-12T12:00:00+08:00")], { endsOn: "2027-03-31", calendar: decreed }],
  ] as const)("%s", (code, kinds, rounds, given) => {
    expect(codes([...kinds], [...rounds], given)).toEqual([code]);
  });
});

test.each(["2027-02-11", "2027-02-14"])("once a year is decreed, %s near a holiday is a day to open on", (day) => {
  const given = { endsOn: "2027-03-31", calendar: decreed };
  expect(codes([kind()], [round(`${day}T12:00:00+08:00`)], given)).toEqual([]);
});

describe("holidays", () => {
  test.each([
    ["2026-02-16", "spring_festival"],
    ["2026-02-17", "spring_festival"],
    ["2026-04-05", "qingming"],
    ["2027-04-05", "qingming"],
    ["2028-04-04", "qingming"],
    ["2026-06-19", "dragon_boat"],
    ["2026-09-25", "mid_autumn"],
    ["2026-10-01", "national_day"],
    ["2026-11-26", undefined],
  ])("%s is %s", (day, holiday) => expect(holidayOf(day)).toBe(holiday));

  test.each([
    ["2026-10-07", true],
    ["2026-10-10", false],
    ["2026-10-01", false],
    ["2026-11-26", false],
  ])("days near %s are %s decreed", (day, near) => expect(isNearHoliday(day)).toBe(near));
});

describe("after approval", () => {
  test.each([
    [{ title: "x", description: "y" }, undefined],
    [{ title: "x", storeIds: [] }, "stores"],
    [{ budgetFen: 1 }, "amount"],
    [{ kinds: [] }, "stock"],
    [{ eligibility: [] }, "audience"],
    [{ schedule: {} }, "time"],
    [{ title: "x", endsOn: "2027-01-01" }, "time"],
  ])("%j touches %s", (change, expected) => expect(fixedBy(change)).toBe(expected));
});

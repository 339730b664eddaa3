import { expect, test } from "vitest";
import { type CampaignToTell, factsOf } from "./campaign-facts.rules.ts";

const day = 86_400_000;
const noon = new Date("2026-12-01T12:00:00+08:00"); // a Tuesday
const campaign: CampaignToTell = {
  ...{ union: "云川市总工会", startsOn: "2026-12-01", endsOn: "2026-12-31", openings: [noon], eligibility: [] },
  stores: [{ merchant: "新华百货" }],
};
const texts = (given: Partial<CampaignToTell>, language: "zh-CN" | "en" = "zh-CN") =>
  Object.fromEntries(factsOf({ ...campaign, ...given }, language).map(({ label, text }) => [label, text]));
const after = (...days: number[]) => days.map((days) => new Date(noon.getTime() + days * day));

test.each([
  [after(0), "12月1日 12:00"],
  [after(0, 2), "12月1日 12:00、12月3日 12:00"],
  [after(0, 2, 7, 9, 14), "每周二、四 12:00"],
  [after(0, 1, 2, 3, 4, 5, 6, 7), "每天 12:00"],
  [after(0, 2, 3, 5, 9), "12月1日 12:00起，共5轮"],
  [after(0, 7, 21, 28), "12月1日 12:00起，共4轮"],
  [[...after(0, 7, 14), new Date(noon.getTime() + 21 * day + 3_600_000)], "12月1日 12:00起，共4轮"],
])("openings are told in the fewest words that are true", (openings, text) => {
  expect(texts({ openings }).放券).toBe(text);
});

test("two merchants are named, more are counted", () => {
  const stores = (...names: string[]) => ({ stores: names.map((merchant) => ({ merchant })) });
  expect(texts(stores("甲", "甲", "乙")).在哪用).toBe("甲、乙，共3家门店");
  expect(texts(stores("甲", "乙", "丙", "丙")).在哪用).toBe("甲、乙等3家商户、4家门店");
  expect(texts(stores()).在哪用).toBeUndefined();
});

test("who may take part is the union's members, and what narrows them", () => {
  expect(texts({}).谁能参加).toBe("云川市总工会的会员");
  const eligibility = [{ type: "verified" as const }, { type: "tag" as const, anyOf: ["倒班职工", "劳模"] }];
  expect(texts({ eligibility }).谁能参加).toBe("云川市总工会已实名的会员，面向倒班职工、劳模");
});

test("one day is one day, and English is complete", () => {
  expect(texts({ endsOn: "2026-12-01" }).时间).toBe("2026年12月1日");
  expect(texts({}, "en")).toEqual({
    Dates: "1/12/2026 – 31/12/2026",
    Opens: "1/12 12:00",
    Where: "新华百货: 1 stores",
    "For whom": "Members of 云川市总工会",
  });
});

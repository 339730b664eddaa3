import { expect, test } from "vitest";
import { firstDayShown, runningMonths } from "./months.rules.ts";

test.each([
  ["2026-11-22", "2025-12-01"],
  ["2026-12-31", "2026-01-01"],
  ["2024-02-29", "2023-03-01"],
])("the twelve months that end with %s begin on %s", (day, first) => {
  expect(firstDayShown(day)).toBe(first);
});

test("figures run on through months in which nothing happened", () => {
  const one = (month: string, registered: number, joined: number) => ({
    ...{ month, registered, members: registered, joined, gone: joined - registered, movedIn: 0, movedOut: 0 },
  });
  const months = runningMonths([one("", 5, 9), one("2026-02", 3, 4), one("2026-04", -2, 0)], "2026-04-10");
  expect(months).toHaveLength(12);
  expect(months.map(({ month, registered, joined, gone }) => [month, registered, joined, gone]).slice(-5)).toEqual([
    ["2025-12", 5, 0, 0],
    ["2026-01", 5, 0, 0],
    ["2026-02", 8, 4, 1],
    ["2026-03", 8, 0, 0],
    ["2026-04", 6, 0, 2],
  ]);
});

import { expect, test } from "vitest";
import { daysOf, weekFrom } from "./calendar.rules.ts";

const sunday = Date.parse("2026-11-22T17:00:00Z"); // Monday 01:00 in Beijing.

test.each([
  [undefined, "2026-11-23"],
  ["2026-11-26", "2026-11-23"],
  ["2026-11-23", "2026-11-23"],
  ["2026-11-22", "2026-11-16"],
  ["tomorrow", "2026-11-23"],
  ["2026-99-99", "2026-11-23"],
])("the week of %s begins on %s", (day, monday) => expect(weekFrom(day, sunday)).toBe(monday));

test("a release belongs to its day in Beijing, and a day lists them in order", () => {
  const releases = ["2026-11-23T15:59:00Z", "2026-11-22T16:00:00Z", "2026-11-23T16:00:00Z"].map((opensAt) => ({
    opensAt,
  }));
  const days = daysOf(releases, "2026-11-23", 2);
  expect(days.map(({ releases: own }) => own.map(({ opensAt }) => opensAt))).toEqual([
    ["2026-11-22T16:00:00Z", "2026-11-23T15:59:00Z"],
    ["2026-11-23T16:00:00Z"],
  ]);
});

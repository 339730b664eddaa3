import { expect, test } from "vitest";
import { monthsOf } from "./planned.rules.ts";

test.each([
  ["2026-12-01", "2026-12-31", ["2026-12-01"]],
  ["2026-12-20", "2027-02-01", ["2026-12-01", "2027-01-01", "2027-02-01"]],
  ["2026-12-05", "2026-12-05", ["2026-12-01"]],
])("a plan from %s to %s touches its months", (startsOn, endsOn, months) => {
  expect(monthsOf({ startsOn, endsOn })).toEqual(months);
});

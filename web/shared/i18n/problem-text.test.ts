import { expect, test } from "vitest";
import { readable } from "./problem-text.ts";

test("a year has no thousands marked, a day of the calendar is read as one", () => {
  expect(readable("zh-CN", { year: 2026, count: 2026, untilDay: "2026-12-31" })).toEqual({
    ...{ year: "2026", count: "2,026", untilDay: "12月31日周四" },
  });
});

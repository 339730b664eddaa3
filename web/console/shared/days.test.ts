import { expect, test } from "vitest";
import { fieldOf, instantOf, weeksOf } from "./days.ts";

test("a month has its weeks from Monday", () => {
  const weeks = weeksOf("2026-11-22");
  expect([weeks.length, weeks[0]?.[0], weeks.at(-1)?.[6]]).toEqual([6, "2026-10-26", "2026-12-06"]);
  expect(weeksOf("2027-02-10")).toHaveLength(4);
});

test("fields of date and time speak the time of Beijing", () => {
  expect(instantOf("2026-11-22T09:30")).toBe("2026-11-22T01:30:00.000Z");
  expect(fieldOf("2026-11-22T16:30:00.000Z")).toBe("2026-11-23T00:30");
});

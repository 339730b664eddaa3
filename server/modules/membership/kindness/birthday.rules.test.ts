import { expect, test } from "vitest";
import { isQuiet } from "#kernel/notify/quiet-hours";
import { birthdaysOn } from "./birthday.rules.ts";

test.each([
  ["2026-11-22", ["11-22"]],
  ["2026-02-28", ["02-28", "02-29"]],
  ["2028-02-28", ["02-28"]],
  ["2028-02-29", ["02-29"]],
  ["2100-02-28", ["02-28", "02-29"]],
])("on %s the birthdays %o are kept", (day, kept) => {
  expect(birthdaysOn(day)).toEqual(kept);
});

test.each([
  ["2026-11-22T07:59:59+08:00", true],
  ["2026-11-22T08:00:00+08:00", false],
  ["2026-11-22T20:59:59+08:00", false],
  ["2026-11-22T21:00:00+08:00", true],
])("at %s it is night: %s", (at, quiet) => {
  expect(isQuiet(new Date(at))).toBe(quiet);
});

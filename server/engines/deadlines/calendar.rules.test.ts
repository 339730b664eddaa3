import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays } from "#kernel/business-day";
import {
  type Calendar,
  type DayKind,
  emptyCalendar,
  isProvisional,
  isWorkingDay,
  workingDaysAfter,
  workingDaysBetween,
} from "./calendar.rules.ts";

const of2026: Calendar = {
  years: new Map([[2026, { provisional: false }]]),
  days: new Map<string, DayKind>([
    ["2026-02-14", "worked"],
    ...["15", "16", "17", "18", "19", "20", "21", "22", "23"].map((day) => [`2026-02-${day}`, "free"] as const),
    ["2026-02-28", "worked"],
  ]),
};

describe("isWorkingDay", () => {
  test.each([
    ["a Friday", "2026-02-13", of2026, true],
    ["a Saturday that is worked", "2026-02-14", of2026, true],
    ["a Monday that is free", "2026-02-23", of2026, false],
    ["a Sunday", "2026-03-01", of2026, false],
    ["a statutory holiday in a year that was entered without it", "2026-10-01", of2026, true],
    ["a statutory holiday in a year of which nothing is known", "2027-10-01", of2026, false],
    ["the day after it", "2027-10-04", of2026, true],
  ])("%s", (_name, day, calendar, expected) => {
    expect(isWorkingDay(day, calendar)).toBe(expected);
  });
});

test("a year is provisional until its decree has been read", () => {
  const years = new Map([[2027, { provisional: true }]]);
  expect(isProvisional("2026-05-01", of2026)).toBe(false);
  expect(isProvisional("2027-05-01", of2026)).toBe(true);
  expect(isProvisional("2027-05-01", { ...of2026, years })).toBe(true);
});

describe("workingDaysAfter", () => {
  test.each([
    ["over a weekend", "2026-03-05", 3, "2026-03-10"],
    ["over Spring Festival and its worked Saturday", "2026-02-13", 3, "2026-02-25"],
    ["from within the holiday", "2026-02-17", 1, "2026-02-24"],
    ["none", "2026-02-17", 0, "2026-02-17"],
  ])("%s", (_name, from, n, expected) => {
    expect(workingDaysAfter(from, n, of2026)).toBe(expected);
  });
});

const someDay = fc.integer({ min: 0, max: 3000 }).map((n) => addDays("2024-01-01", n));
const someCalendar = fc
  .record({
    years: fc.uniqueArray(fc.integer({ min: 2024, max: 2032 })),
    days: fc.array(fc.tuple(someDay, fc.constantFrom<DayKind>("free", "worked")), { maxLength: 300 }),
  })
  .map(({ years, days }) => ({
    years: new Map(years.map((year) => [year, { provisional: false }])),
    days: new Map(days),
  }));

test("the n-th working day is worked, comes later with n, and n working days lie before it", () => {
  fc.assert(
    fc.property(someCalendar, someDay, fc.integer({ min: 1, max: 60 }), (calendar, from, n) => {
      const due = workingDaysAfter(from, n, calendar);
      expect(isWorkingDay(due, calendar)).toBe(true);
      expect(workingDaysBetween(from, due, calendar)).toBe(n);
      expect(workingDaysAfter(from, n - 1, calendar) < due).toBe(true);
    }),
  );
});

test("counting in two parts is counting at once", () => {
  fc.assert(
    fc.property(someCalendar, someDay, fc.nat(30), fc.nat(30), (calendar, from, first, then) => {
      const halfway = workingDaysAfter(from, first, calendar);
      expect(workingDaysAfter(halfway, then, calendar)).toBe(workingDaysAfter(from, first + then, calendar));
    }),
  );
});

test("one more free day never brings a due day nearer", () => {
  fc.assert(
    fc.property(someDay, fc.integer({ min: 1, max: 20 }), fc.nat(30), (from, n, ahead) => {
      const free = { ...emptyCalendar, days: new Map<string, DayKind>([[addDays(from, ahead), "free"]]) };
      expect(workingDaysAfter(from, n, free) >= workingDaysAfter(from, n, emptyCalendar)).toBe(true);
    }),
  );
});

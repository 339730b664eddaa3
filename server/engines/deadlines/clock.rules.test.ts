import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays } from "#kernel/business-day";
import { emptyCalendar, workingDaysAfter, workingDaysBetween } from "./calendar.rules.ts";
import { type Clock, daysLeft, recounted, resumed, stateOf } from "./clock.rules.ts";

// Monday; due on Thursday.
const clock: Clock = { days: 3, fromOn: "2026-11-23", dueOn: "2026-11-26", pausedOn: null, stoppedOn: null };

describe("stateOf", () => {
  test.each([
    ["on the first day", clock, "2026-11-23", "on_time"],
    ["with two days left", clock, "2026-11-24", "on_time"],
    ["with one day left", clock, "2026-11-25", "due_soon"],
    ["on the due day", clock, "2026-11-26", "due_soon"],
    ["the day after", clock, "2026-11-27", "overdue"],
    ["paused, however late", { ...clock, pausedOn: "2026-11-24" }, "2026-12-24", "paused"],
    ["stopped, however late", { ...clock, stoppedOn: "2026-11-24" }, "2026-12-24", "stopped"],
  ] as const)("%s", (_name, given, today, expected) => {
    expect(stateOf(given, today, emptyCalendar)).toBe(expected);
  });
});

test("what was left when it was paused is left when it goes on", () => {
  const someStart = fc.integer({ min: 0, max: 700 }).map((n) => addDays("2026-01-01", n));
  fc.assert(
    fc.property(someStart, fc.integer({ min: 0, max: 30 }), fc.nat(40), fc.nat(60), (fromOn, days, until, pause) => {
      const dueOn = workingDaysAfter(fromOn, days, emptyCalendar);
      const pausedOn = addDays(fromOn, until);
      const paused: Clock = { days, fromOn, dueOn, pausedOn, stoppedOn: null };
      const left = workingDaysBetween(pausedOn, dueOn, emptyCalendar);
      const today = addDays(pausedOn, pause);
      const next = resumed(paused, today, emptyCalendar);
      expect(daysLeft(next, today, emptyCalendar)).toBe(left);
      expect(next.dueOn >= today).toBe(true);
    }),
  );
});

test("another calendar moves the due day", () => {
  const free = { ...emptyCalendar, days: new Map([["2026-11-25", "free"] as const]) };
  expect(recounted(clock, free).dueOn).toBe("2026-11-27");
});

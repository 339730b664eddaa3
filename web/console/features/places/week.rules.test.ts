import { describe, expect, test } from "vitest";
import { draggedTime, hoursFor, instantAt, isToday, onDay, partOn, shiftMonth } from "./week.rules.ts";

const timed = (from: string, to: string) => ({ from: `${from}:00+08:00`, to: `${to}:00+08:00` });

describe("what lies on a day in Beijing", () => {
  test.each([
    [timed("2026-11-25T09:00", "2026-11-25T10:30"), { from: 540, to: 630 }],
    [timed("2026-11-24T22:00", "2026-11-25T01:00"), { from: 0, to: 60 }],
    [timed("2026-11-25T23:00", "2026-11-26T01:00"), { from: 1380, to: 1440 }],
    [timed("2026-11-24T08:00", "2026-11-27T08:00"), { from: 0, to: 1440 }],
    [timed("2026-11-24T09:00", "2026-11-24T10:00"), undefined],
    [timed("2026-11-24T20:00", "2026-11-25T00:00"), undefined],
  ])("%o", (one, part) => expect(partOn("2026-11-25", one)).toEqual(part));

  test("is in order of time", () => {
    const late = timed("2026-11-25T19:00", "2026-11-25T20:00");
    const early = timed("2026-11-25T09:00", "2026-11-25T10:00");
    expect(onDay("2026-11-25", [late, early, timed("2026-11-26T09:00", "2026-11-26T10:00")])).toEqual([early, late]);
  });
});

test.each([
  [[], { first: 8, last: 22 }],
  [[timed("2026-11-25T06:30", "2026-11-25T07:00")], { first: 6, last: 22 }],
  [[timed("2026-11-25T21:00", "2026-11-25T23:10")], { first: 8, last: 24 }],
  [[timed("2026-11-23T00:00", "2026-11-29T00:00")], { first: 8, last: 22 }],
])("with %o the hours are %o", (all, hours) => expect(hoursFor(["2026-11-25"], all)).toEqual(hours));

test.each([
  [540, 640, { from: 540, to: 645 }],
  [640, 540, { from: 540, to: 645 }],
  [543, 544, { from: 540, to: 570 }],
  [1435, 1440, { from: 1410, to: 1440 }],
])("a drag from minute %i to %i means %o", (from, to, time) => expect(draggedTime(from, to)).toEqual(time));

test("months follow each other", () => {
  expect([shiftMonth("2026-12-31", 1), shiftMonth("2026-03-31", -1), shiftMonth("2026-01-31", 1)]).toEqual([
    ...["2027-01-01", "2026-02-01", "2026-02-01"],
  ]);
});

test("days are those of Beijing", () => {
  expect(instantAt("2026-11-22", 90)).toBe("2026-11-21T17:30:00.000Z");
  expect(isToday("2026-11-23", Date.parse("2026-11-22T16:30:00Z"))).toBe(true);
});

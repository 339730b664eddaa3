import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type During, firstFree, occupiedBy, timeFault } from "./booking.rules.ts";

const at = (hours: number) => new Date(Date.UTC(2030, 0, 1) + hours * 3_600_000);
const during = (from: number, to: number): During => ({ from: at(from), to: at(to) });

describe("a time", () => {
  test.each([
    [during(9, 11), "meeting", undefined],
    [during(9, 9), "meeting", "backwards"],
    [during(11, 9), "meeting", "backwards"],
    [{ from: at(9), to: new Date(Number.NaN) }, "meeting", "backwards"],
    [during(0, 24), "showing", undefined],
    [during(0, 24.1), "showing", "too_long"],
    [during(0, 24 * 60), "closed", undefined],
    [during(0, 24 * 93), "closed", "too_long"],
  ] as const)("%o for %s is %s", (time, purpose, fault) => expect(timeFault(time, purpose)).toBe(fault));

  test("holds the hall until it is clean; a closure needs no cleaning", () => {
    expect(occupiedBy(during(9, 11), "showing", 30)).toEqual(during(9, 11.5));
    expect(occupiedBy(during(9, 11), "closed", 30)).toEqual(during(9, 11));
  });
});

describe("the first free time", () => {
  test.each([
    [[], 9],
    [[during(9, 10)], 10],
    [[during(10, 11)], 11], // an hour would not be enough
    [[during(8, 9)], 9],
    [[during(8, 10), during(11, 13)], 13],
    [[during(8, 10), during(12, 13)], 10],
  ])("for two hours from nine, with %o taken, is at %d", (busy, hour) => {
    expect(firstFree(during(9, 11), busy)).toEqual(at(hour));
  });

  test("is free, not before what was wanted, and no earlier one is", () => {
    const times = fc
      .array(fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 6 })), { maxLength: 12 })
      .map((list) => list.map(([from, length]) => during(from, from + length)).sort((a, b) => +a.from - +b.from));
    const overlaps = (a: During, b: During) => a.from < b.to && b.from < a.to;
    fc.assert(
      fc.property(times, fc.integer({ min: 0, max: 50 }), fc.integer({ min: 1, max: 5 }), (busy, from, length) => {
        const free = firstFree(during(from, from + length), busy);
        const found = (free.getTime() - at(0).getTime()) / 3_600_000;
        expect(found).toBeGreaterThanOrEqual(from);
        const isFree = (hour: number) => !busy.some((one) => overlaps(one, during(hour, hour + length)));
        expect(isFree(found)).toBe(true);
        for (let hour = from; hour < found; hour++) expect(isFree(hour)).toBe(false);
      }),
    );
  });
});

import { describe, expect, test } from "vitest";
import {
  bestFree,
  type Hall,
  keptShares,
  nearestFree,
  rowsOf,
  standingOf,
  standings,
  tidyCode,
  withWish,
} from "./seats.rules.ts";

const shift = { title: "倒班职工", award: false, opensAt: null, spillAt: "2026-11-25T04:00:00.000Z", mine: false };
const own = { title: "一车间", award: false, opensAt: null, spillAt: null, mine: true };

/** Rows of five, the first of a row for wheelchairs when asked; `free` row by row. */
const hall = (free: string, more: Partial<Hall> = {}): Hall => ({
  seats: Array.from(free, (_, at) => ({
    label: `${Math.floor(at / 5) + 1}排${(at % 5) + 1}座`,
    row: Math.floor(at / 5) + 1,
    col: (at % 5) + 1,
    kind: "seat",
  })),
  free,
  shares: [shift, own],
  ...more,
});

describe("a character of `free`", () => {
  test.each([
    ["0", { is: "taken" }],
    ["1", { is: "free" }],
    ["2", { is: "kept", share: shift }],
    ["3", { is: "free" }],
    ["4", { is: "taken" }],
    [undefined, { is: "taken" }],
  ] as const)("%s is %o", (character, expected) => {
    expect(standingOf(character, [shift, own])).toEqual(expected);
  });

  test("counts in base 36, for as many shares as a release may have", () => {
    const shares = Array.from({ length: 30 }, (_, at) => ({ ...shift, title: String(at) }));
    expect(standingOf("v", shares)).toEqual({ is: "kept", share: shares[29] });
  });

  test("belongs to the seat at the same place", () => {
    expect(standings(hall("01230")).map(({ label, standing }) => [label, standing.is])).toEqual([
      ["1排1座", "taken"],
      ["1排2座", "free"],
      ["1排3座", "kept"],
      ["1排4座", "free"],
      ["1排5座", "taken"],
    ]);
  });
});

describe("the suggested seat", () => {
  test("is the best of the whole hall that is free, never one kept for others", () => {
    expect(bestFree(hall("111111111111111"))).toBe("2排3座");
    expect(bestFree(hall("111111121111111"))).not.toBe("2排3座");
  });

  test("is none where nothing is left", () => expect(bestFree(hall("00200"))).toBeUndefined());

  test("is a wheelchair place only when nothing else is free", () => {
    const seats = hall("11111").seats.map(
      (seat) => ({ ...seat, kind: seat.col === 3 ? "wheelchair" : "seat" }) as const,
    );
    expect(bestFree(hall("11111", { seats }))).not.toBe("1排3座");
    expect(bestFree(hall("00100", { seats }))).toBe("1排3座");
  });

  test("after losing one is the free seat nearest to it", () => {
    expect(nearestFree(hall("111111111111111"), "3排1座")).toBe("3排2座");
    expect(nearestFree(hall("110111111100000"), "3排1座")).toBe("2排1座");
    expect(nearestFree(hall("00000"), "1排1座")).toBeUndefined();
    expect(nearestFree(hall("01000"), "9排9座")).toBe("1排2座");
  });

  test("is never the one that was just lost, though the map may still show it as free", () => {
    expect(nearestFree(hall("10000"), "1排1座")).toBeUndefined();
  });
});

describe("wishes", () => {
  test.each([
    [[], "a", ["a"]],
    [["a"], "b", ["a", "b"]],
    [["a", "b", "c"], "a", ["b", "c"]],
    [["a", "b", "c"], "b", ["a", "c"]],
    [["a", "b", "c"], "d", ["a", "b", "c"]],
  ])("%o and a press on %s give %o", (before, label, after) => {
    expect(withWish(before, label)).toEqual(after);
  });
});

test("seats kept for others are counted by share, with its hour", () => {
  expect(keptShares(hall("22130"))).toEqual([{ share: shift, count: 2 }]);
});

test("the list goes row by row from the front, and can leave out what is taken", () => {
  const all = rowsOf(hall("0000010101"), false);
  expect(all.map(({ row, seats }) => [row, seats.length])).toEqual([
    [1, 5],
    [2, 5],
  ]);
  expect(rowsOf(hall("0000010101"), true)).toMatchObject([{ row: 2, seats: [{ col: 1 }, { col: 3 }, { col: 5 }] }]);
});

test("a code is read however it was typed", () => expect(tidyCode(" ab23 cd-ef ")).toBe("AB23CDEF"));

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  bestOrder,
  type Cell,
  differenceOf,
  gridOf,
  isSame,
  numberingOf,
  partsOf,
  rowNamings,
  type Seat,
  seatFault,
  seatNumberings,
  seatsOf,
  summaryOf,
} from "./index.ts";
import { letterOf, seatNumbers } from "./numbering.ts";

const seat = (row: number, col: number, kind: Seat["kind"] = "seat"): Seat => ({
  ...{ label: `${row}排${col}座`, row, col, kind },
});
const hall = (rows: number, cols: number): Seat[] =>
  Array.from({ length: rows * cols }, (_, at) => seat(Math.floor(at / cols) + 1, (at % cols) + 1));

describe("numbers of a row's seats", () => {
  test.each([
    ["left", 5, 2, [1, 2, 3, 4, 5]],
    ["right", 5, 2, [5, 4, 3, 2, 1]],
    ["odd_left", 6, 3, [5, 3, 1, 2, 4, 6]],
    ["odd_right", 6, 3, [6, 4, 2, 1, 3, 5]],
    ["odd_left", 5, 3, [5, 3, 1, 2, 4]],
    ["odd_right", 5, 2, [4, 2, 1, 3, 5]],
    ["odd_left", 3, 0, [2, 4, 6]],
  ] as const)("%s, %i seats of which %i left of the middle: %o", (how, count, left, expected) => {
    expect(seatNumbers(count, left, how)).toEqual(expected);
  });

  test("letters leave out I and O and go on after Z", () => {
    expect([0, 7, 8, 12, 13, 23, 24, 25].map(letterOf)).toEqual(["A", "H", "J", "N", "P", "Z", "AA", "AB"]);
  });

  test("an aisle takes no number and an empty row no name", () => {
    const grid: Cell[][] = [
      ["seat", "gap", "seat"],
      ["gap", "gap", "gap"],
      ["wheelchair", "blocked", "gap"],
    ];
    const labels = seatsOf(grid, { rows: "letters", seats: "left" }).map(({ label }) => label);
    expect(labels).toEqual(["A排1座", "A排2座", "B排1座", "B排2座"]);
  });
});

const grids = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 14 })).chain(([rows, cols]) =>
  fc.array(
    fc.array(fc.constantFrom<Cell>("seat", "seat", "gap", "wheelchair", "blocked"), {
      ...{ minLength: cols, maxLength: cols },
    }),
    { minLength: rows, maxLength: rows },
  ),
);
const numberings = fc.record({ rows: fc.constantFrom(...rowNamings), seats: fc.constantFrom(...seatNumberings) });

describe("any drawing", () => {
  test("gives every seat a label of its own, by every numbering, and is drawn again from its seats", () => {
    fc.assert(
      fc.property(grids, numberings, (grid, numbering) => {
        const seats = seatsOf(grid, numbering);
        expect(new Set(seats.map(({ label }) => label)).size).toBe(seats.length);
        expect(seats.length).toBe(grid.flat().filter((cell) => cell !== "gap").length);
        const again = gridOf(seats);
        for (const { row, col, kind } of seats) expect(again[row - 1]?.[col - 1]).toBe(kind);
        expect(again.flat().filter((cell) => cell !== "gap").length).toBe(seats.length);
      }),
    );
  });

  test("differs from itself in nothing, and from another by what makes the one into the other", () => {
    fc.assert(
      fc.property(grids, grids, numberings, (one, other, numbering) => {
        const before = seatsOf(one, numbering);
        const after = seatsOf(other, numbering);
        expect(isSame(differenceOf(before, before))).toBe(true);
        const { added, removed, changedKind } = differenceOf(before, after);
        const kept = new Map(before.map(({ label, kind }) => [label, kind]));
        for (const label of removed) kept.delete(label);
        for (const { label, after: kind } of changedKind) kept.set(label, kind);
        for (const label of added) kept.set(label, after.find((seat) => seat.label === label)?.kind ?? "seat");
        expect([...kept].sort()).toEqual(after.map(({ label, kind }) => [label, kind]).sort());
      }),
    );
  });

  test("has a best order with every usable seat once, wheelchair places last", () => {
    fc.assert(
      fc.property(grids, numberings, (grid, numbering) => {
        const seats = seatsOf(grid, numbering);
        const order = bestOrder(seats);
        const labels = (list: readonly Seat[]) => list.map(({ label }) => label).sort();
        expect(labels(order)).toEqual(labels(seats.filter(({ kind }) => kind !== "blocked")));
        const firstWheelchair = order.findIndex(({ kind }) => kind === "wheelchair");
        if (firstWheelchair >= 0)
          expect(order.slice(firstWheelchair).every(({ kind }) => kind === "wheelchair")).toBe(true);
      }),
    );
  });
});

describe("the best seats", () => {
  test("of 20 rows of 30 lie around row 14, in the middle", () => {
    const best = bestOrder(hall(20, 30)).slice(0, 4);
    expect(best.map(({ row, col }) => [row, col])).toEqual([
      [14, 15],
      [14, 16],
      [13, 15],
      [13, 16],
    ]);
  });

  test("do not depend on how wide the aisles between rows are drawn", () => {
    const near = bestOrder(hall(9, 9)).map(({ row, col }) => [row, col]);
    const wide = bestOrder(hall(9, 9).map((one) => ({ ...one, row: one.row * 3 }))).map(({ row, col }) => [
      row / 3,
      col,
    ]);
    expect(wide).toEqual(near);
  });

  test("never get worse when one goes towards the middle of one's row", () => {
    const rank = new Map(bestOrder(hall(15, 21)).map(({ label }, at) => [label, at]));
    for (let row = 1; row <= 15; row++)
      for (let col = 2; col <= 11; col++)
        expect(rank.get(`${row}排${col}座`)).toBeLessThan(rank.get(`${row}排${col - 1}座`) ?? -1);
  });

  test("of a hall without seats are none", () => expect(bestOrder([])).toEqual([]));
});

describe("a list of seats", () => {
  test.each([
    [[], { fault: "empty" }],
    [[seat(1, 1, "blocked")], { fault: "empty" }],
    [hall(61, 80), { fault: "too_large" }],
    [[seat(61, 1)], { fault: "outside", label: "61排1座" }],
    [[seat(1, 81)], { fault: "outside", label: "1排81座" }],
    [[seat(1, 1), { ...seat(1, 2), label: "1排1座" }], { fault: "label_twice", label: "1排1座" }],
    [[seat(1, 1), { ...seat(1, 1), label: "甲" }], { fault: "same_place", label: "甲" }],
    [hall(60, 80), undefined],
  ])("%# is refused with %o", (seats, fault) => expect(seatFault(seats)).toEqual(fault));

  test("is counted by kind", () => {
    expect(summaryOf([seat(1, 1), seat(1, 2, "wheelchair"), seat(3, 1, "blocked")])).toEqual({
      ...{ usable: 2, wheelchair: 1, blocked: 1, rows: 2 },
    });
  });

  test("says what moved and what changed its kind", () => {
    const after = [{ ...seat(1, 1), col: 3 }, seat(1, 2, "blocked")];
    expect(differenceOf([seat(1, 1), seat(1, 2)], after)).toEqual({
      ...{ added: [], removed: [], moved: ["1排1座"] },
      changedKind: [{ label: "1排2座", before: "seat", after: "blocked" }],
    });
  });

  test("has labels that name row and seat", () => {
    expect(partsOf("AB排12座")).toEqual({ row: "AB", seat: "12" });
    expect(["皇帝位", "5排", "排座", "12座"].map(partsOf)).toEqual([undefined, undefined, undefined, undefined]);
  });

  test("tells by which numbering it was named", () => {
    const grid = gridOf(hall(3, 7));
    for (const rows of rowNamings)
      for (const seats of seatNumberings) expect(numberingOf(seatsOf(grid, { rows, seats }))).toEqual({ rows, seats });
    expect(numberingOf([{ ...seat(1, 1), label: "皇帝位" }])).toBeUndefined();
  });
});

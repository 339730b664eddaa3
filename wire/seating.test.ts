import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type FreeSeat, largestParty, type SeatedWinner, seatWinners } from "./seating.ts";

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000_007);

/** A hall of so many rows and columns, with an aisle before column `aisle`; the best seats are in the middle of the last row. */
const hall = (rows: number, cols: number, aisle = 0): FreeSeat[] =>
  Array.from({ length: rows * cols }, (_, index) => {
    const row = Math.floor(index / cols) + 1;
    const col = (index % cols) + 1;
    const best = (rows - row) * 100 + Math.abs(2 * col - cols - 1);
    return { label: `${row}-${col}`, row, col: aisle > 0 && col >= aisle ? col + 1 : col, best };
  });
const winner = (id: string, wishes: string[] = [], party?: string): SeatedWinner => ({
  ...{ id, wishes },
  ...(party === undefined ? {} : { party }),
});
const seated = (free: FreeSeat[], winners: SeatedWinner[]) => Object.fromEntries(seatWinners(free, winners));

describe("one alone", () => {
  test("gets the first of the wished seats that is still free", () => {
    expect(
      seated(hall(2, 3), [
        winner("a", ["1-1", "1-2"]),
        winner("b", ["1-1", "1-2"]),
        winner("c", ["1-2", "1-1", "1-3"]),
      ]),
    ).toEqual({ a: "1-1", b: "1-2", c: "1-3" });
  });

  test("gets the best free seat without wishes, or when all of them are gone or were never there", () => {
    expect(seated(hall(2, 3), [winner("a"), winner("b", ["2-2"]), winner("c", ["9-9"])])).toEqual({
      ...{ a: "2-2", b: "2-1", c: "2-3" },
    });
  });
});

describe("a party", () => {
  test("chooses at the turn of its last winner, so that nobody loses by it", () => {
    const winners = [winner("a", [], "x"), winner("b"), winner("c"), winner("d", [], "x")];
    expect(seated(hall(2, 4), winners)).toEqual({ b: "2-2", c: "2-3", a: "1-2", d: "1-3" });
  });

  test("sits in the run with most of its wishes, each where they wished in it", () => {
    const winners = [winner("a", ["1-3"], "x"), winner("b", ["1-2"], "x")];
    expect(seated(hall(2, 4), winners)).toEqual({ a: "1-3", b: "1-2" });
  });

  test("never has an aisle between it, and is halved where no run is long enough", () => {
    const three = [winner("a", [], "x"), winner("b", [], "x"), winner("c", [], "x")];
    const places = seatWinners(hall(1, 4, 3), three);
    expect([...places.values()].sort()).toEqual(["1-1", "1-2", "1-3"]);
    const pair = [places.get("a"), places.get("b")].sort();
    expect([
      ["1-1", "1-2"],
      ["1-3", "1-4"],
    ]).toContainEqual(pair);
  });

  test("is of six at most; who comes later in the order chooses alone", () => {
    const many = Array.from({ length: largestParty + 1 }, (_, index) => winner(`${index}`, [], "x"));
    const places = seatWinners(hall(1, 8), many);
    const columns = many.slice(0, largestParty).map(({ id }) => Number(places.get(id)?.split("-")[1]));
    expect(Math.max(...columns) - Math.min(...columns)).toBe(largestParty - 1);
    expect(places.size).toBe(largestParty + 1);
  });

  test("of whom one only has won is one alone", () => {
    expect(seated(hall(1, 3), [winner("a", ["1-1"], "x")])).toEqual({ a: "1-1" });
  });
});

test("too few seats are told, and nobody is seated", () => {
  expect(() => seatWinners(hall(1, 1), [winner("a"), winner("b")])).toThrow(RangeError);
});

const anyHall = fc.record({
  rows: fc.integer({ min: 1, max: 6 }),
  cols: fc.integer({ min: 1, max: 8 }),
  aisle: fc.nat({ max: 8 }),
});
const someWinners = fc.array(
  fc.record({
    wishes: fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 8 })), { maxLength: 3 }),
    party: fc.option(fc.nat({ max: 4 })),
  }),
  { maxLength: 48 },
);

describe(`whatever is wished for (seed ${seed})`, () => {
  test("everybody has a seat and nobody the seat of another", () => {
    fc.assert(
      fc.property(anyHall, someWinners, ({ rows, cols, aisle }, wanted) => {
        const free = hall(rows, cols, aisle);
        const winners = wanted.slice(0, free.length).map(({ wishes, party }, index) =>
          winner(
            `${index}`,
            wishes.map(([row, col]) => `${row}-${col}`),
            party === null ? undefined : `${party}`,
          ),
        );
        const places = seatWinners(free, winners);
        expect(places.size).toBe(winners.length);
        expect(new Set(places.values()).size).toBe(winners.length);
        expect([...places.values()].every((label) => free.some((seat) => seat.label === label))).toBe(true);
      }),
      { seed, numRuns: 300 },
    );
  });

  test("one alone never envies anybody who chose later: what they wished more was gone at their turn", () => {
    fc.assert(
      fc.property(anyHall, someWinners, ({ rows, cols }, wanted) => {
        const free = hall(rows, cols);
        const winners = wanted.slice(0, free.length).map(({ wishes }, index) =>
          winner(
            `${index}`,
            wishes.map(([row, col]) => `${row}-${col}`),
          ),
        );
        const places = seatWinners(free, winners);
        for (const [turn, one] of winners.entries()) {
          const got = places.get(one.id) ?? "";
          const dearer = one.wishes.slice(0, one.wishes.includes(got) ? one.wishes.indexOf(got) : undefined);
          const later = winners.slice(turn + 1).map(({ id }) => places.get(id));
          expect(dearer.filter((label) => later.includes(label))).toEqual([]);
        }
      }),
      { seed, numRuns: 300 },
    );
  });
});

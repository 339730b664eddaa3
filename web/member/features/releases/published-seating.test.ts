import { expect, test } from "vitest";
import { seatWinners } from "../../../../wire/seating.ts";
import { checkSeating, isRight } from "./published-seating.ts";

const free = Array.from({ length: 12 }, (_, at) => ({
  label: `${Math.floor(at / 4) + 1}排${(at % 4) + 1}座`,
  row: Math.floor(at / 4) + 1,
  col: (at % 4) + 1,
  best: 12 - at,
}));
const order = [7, 3, 9, 1, 5, 2];
const said = [
  { entry: 7, wishes: ["1排1座"], party: null },
  { entry: 3, wishes: ["1排1座", "2排2座"], party: 1 },
  { entry: 9, wishes: [], party: null },
  { entry: 1, wishes: ["3排4座"], party: 1 },
];

function published() {
  const ids = said.map(({ entry, wishes, party }) => ({
    ...{ id: String(entry), wishes },
    party: party === null ? null : `p${party}`,
  }));
  const seats = seatWinners(free, ids);
  return said.map((winner) => ({ ...winner, label: seats.get(String(winner.entry)) ?? "" }));
}

const asked = { order, winners: 4, own: 1 };

test("what the server seats by the same rules comes out alike, companies included", () => {
  const check = checkSeating({ ...asked, seating: [{ free, winners: published() }] });
  expect(isRight(check)).toBe(true);
  expect(check.seated).toBe(4);
  expect(check.mine?.computed).toBe(check.mine?.published);
});

test("a seat given to somebody else is found, with whose it is", () => {
  const winners = published();
  const [first, , third] = winners;
  if (first === undefined || third === undefined) throw new Error("four winners");
  [first.label, third.label] = [third.label, first.label];
  const check = checkSeating({ ...asked, seating: [{ free, winners }] });
  expect(check.other.sort()).toEqual([7, 9]);
  expect(isRight(check)).toBe(false);
});

test("somebody who was moved forward in the order is found", () => {
  const moved = [said[2], said[0]].flatMap((one) => (one === undefined ? [] : [one]));
  const seats = seatWinners(
    free,
    moved.map(({ entry, wishes }) => ({ id: String(entry), wishes })),
  );
  const winners = moved.map((one) => ({ ...one, label: seats.get(String(one.entry)) ?? "" }));
  const check = checkSeating({ ...asked, winners: 2, seating: [{ free, winners }] });
  expect(check.other).toEqual([]);
  expect(check.outOfTurn).toEqual([7]);
  expect(isRight(check)).toBe(false);
});

test("a winner whom the list leaves out, one who never entered, and too few seats are found", () => {
  const winners = published();
  expect(checkSeating({ ...asked, seating: [{ free, winners: winners.slice(0, 3) }] }).missing).toBe(1);
  const stranger = winners.map((one, at) => (at === 3 ? { ...one, entry: 99 } : one));
  expect(checkSeating({ ...asked, seating: [{ free, winners: stranger }] }).other).toContain(99);
  expect(isRight(checkSeating({ ...asked, seating: [{ free: free.slice(0, 2), winners }] }))).toBe(false);
});

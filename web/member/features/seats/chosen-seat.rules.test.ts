import { expect, test } from "vitest";
import { chosenSeat } from "./chosen-seat.rules.ts";
import type { Hall } from "./seats.rules.ts";

const hall = (free: string): Hall => ({
  seats: Array.from(free, (_, at) => ({ label: `1排${at + 1}座`, row: 1, col: at + 1, kind: "seat" })),
  free,
  shares: [],
});

test.each([
  ["nothing chosen: the best one is suggested", undefined, undefined, "11111", "1排3座", undefined],
  ["the chosen one", "1排1座", undefined, "11111", "1排1座", undefined],
  ["chosen, then taken by another: the nearest, and it is told", "1排1座", undefined, "01111", "1排2座", "1排1座"],
  ["refused although the map still shows it free", "1排5座", "1排5座", "11111", "1排4座", "1排5座"],
  ["refused, on a page opened anew", undefined, "1排5座", "11111", "1排4座", "1排5座"],
  ["another one chosen after a refusal", "1排2座", "1排5座", "11111", "1排2座", undefined],
  ["nothing is left", "1排1座", undefined, "00000", undefined, "1排1座"],
])("%s", (_name, wanted, refused, free, seat, lost) => {
  expect(chosenSeat({ hall: hall(free), wanted, refused })).toMatchObject({ seat, lost });
});

test("before the hall is there nothing is taken", () => {
  expect(chosenSeat({ hall: undefined, wanted: "1排1座", refused: undefined }).seat).toBeUndefined();
});

import { expect, test } from "vitest";
import { type CursorKey, moveCursor, type Spot } from "./move-cursor.ts";

//   1 2 _ 4      row 1, an aisle in column 3
//   (row 2 is an aisle)
//   _ 2 3 _      row 3
const seats: Spot[] = [
  [1, 1],
  [1, 2],
  [1, 4],
  [3, 2],
  [3, 3],
].map(([row = 0, col = 0]) => ({ label: `${row}-${col}`, row, col }));
const at = (label: string) => seats.find((seat) => seat.label === label) ?? { label, row: 0, col: 0 };

test.each<[string, CursorKey, string]>([
  ["1-2", "ArrowRight", "1-4"],
  ["1-4", "ArrowRight", "1-4"],
  ["1-4", "ArrowLeft", "1-2"],
  ["1-1", "ArrowLeft", "1-1"],
  ["1-1", "ArrowDown", "3-2"],
  ["1-4", "ArrowDown", "3-3"],
  ["3-3", "ArrowUp", "1-2"],
  ["1-2", "ArrowUp", "1-2"],
  ["3-3", "ArrowDown", "3-3"],
  ["1-4", "Home", "1-1"],
  ["1-1", "End", "1-4"],
])("from %s, %s leads to %s", (from, key, to) => expect(moveCursor(seats, at(from), key).label).toBe(to));

import { describe, expect, test } from "vitest";
import { seatFault, seatsOf, summaryOf } from "../../../../wire/seat-map/index.ts";
import {
  type Area,
  begin,
  drawingOf,
  insertAisle,
  paint,
  presetOf,
  presets,
  redo,
  resize,
  step,
  undo,
} from "./drawing.rules.ts";

const board = presetOf("meeting"); // 8 × 10 with an aisle after column 5
const square = (row: number, col: number): Area => ({ row, col, toRow: row, toCol: col });
const usable = (drawing: typeof board) => summaryOf(seatsOf(drawing.grid, drawing.numbering)).usable;

describe("the board", () => {
  test.each([
    ["cinema", 600, 4],
    ["middle", 240, 0],
    ["meeting", 80, 0],
    ["empty", 200, 0],
  ] as const)(
    "%s begins with %i places, %i of them for wheelchairs, and can be saved as it is",
    (preset, seats, chairs) => {
      const { grid, numbering } = presetOf(preset);
      const drawn = seatsOf(grid, numbering);
      expect(summaryOf(drawn)).toMatchObject({ usable: seats, wheelchair: chairs });
      expect(seatFault(drawn)).toBeUndefined();
      expect(presets).toContain(preset);
    },
  );

  test("is painted over an area from any corner, and rows outside it stay the same", () => {
    const painted = paint(board, { row: 2, col: 3, toRow: 1, toCol: 1 }, "blocked");
    expect(painted.grid[1]?.slice(0, 5)).toEqual(["seat", "blocked", "blocked", "blocked", "seat"]);
    expect(painted.grid[0]).toBe(board.grid[0]);
    expect(usable(painted)).toBe(74);
  });

  test("takes off with the second press what the first has put on; an area is always put on", () => {
    const once = paint(board, square(0, 0), "wheelchair");
    expect(once.grid[0]?.[0]).toBe("wheelchair");
    expect(paint(once, square(0, 0), "wheelchair").grid[0]?.[0]).toBe("seat");
    const row: Area = { row: 0, col: 0, toRow: 0, toCol: 10 };
    expect(paint(paint(board, row, "gap"), row, "gap").grid[0]?.every((cell) => cell === "gap")).toBe(true);
  });

  test("that nothing changes is the same board", () => {
    expect(paint(board, square(0, 0), "seat")).toBe(board);
  });

  test("grows with seats and is cut at the back and on the right, within 60 × 80", () => {
    expect(usable(resize(board, { rows: 9, cols: 12 }))).toBe(9 * 12 - 8);
    expect(resize(board, { rows: 2, cols: 3 }).grid).toEqual([
      ["seat", "seat", "seat"],
      ["seat", "seat", "seat"],
    ]);
    const largest = resize(board, { rows: 1000, cols: 1000 });
    expect([largest.grid.length, largest.grid[0]?.length]).toEqual([60, 80]);
    expect(insertAisle(largest, "row", 3)).toBe(largest);
    expect(insertAisle(largest, "col", 3)).toBe(largest);
  });

  test("gets aisles without losing seats", () => {
    const wide = insertAisle(insertAisle(board, "col", 2), "row", 4);
    expect(usable(wide)).toBe(usable(board));
    expect(wide.grid[4]?.every((cell) => cell === "gap")).toBe(true);
  });

  test("of a saved map is drawn as it was; foreign names are noticed", () => {
    const named = { ...presetOf("cinema"), numbering: { rows: "letters", seats: "odd_left" } as const };
    const again = drawingOf(seatsOf(named.grid, named.numbering));
    expect(again).toMatchObject({ renamed: false, drawing: { numbering: named.numbering } });
    expect(again.drawing.grid).toEqual(named.grid);
    expect(drawingOf([{ label: "甲", row: 1, col: 1, kind: "seat" }]).renamed).toBe(true);
  });
});

test("steps are undone and done again, until something else is drawn", () => {
  const [one, two, other] = [
    paint(board, square(0, 0), "gap"),
    paint(board, square(1, 1), "gap"),
    resize(board, { rows: 1, cols: 1 }),
  ];
  const drawn = step(step(begin(board), one), two);
  expect(undo(drawn).now).toBe(one);
  expect(undo(undo(undo(drawn))).now).toBe(board);
  expect(redo(undo(drawn)).now).toBe(two);
  expect(redo(step(undo(drawn), other)).now).toBe(other);
  expect(step(drawn, two)).toBe(drawn);
});

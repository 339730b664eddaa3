import {
  type Cell,
  type Grid,
  gridOf,
  mostCols,
  mostRows,
  type Numbering,
  numberingOf,
  type Seat,
} from "../../../../wire/seat-map/index.ts";

/** What is on the drawing board. Rows that nobody touched stay the same array, so that they need not be drawn again. */
export interface Drawing {
  grid: Grid;
  numbering: Numbering;
}

/** A rectangle of squares, corners included, in whichever order; rows and columns count from 0. */
export interface Area {
  row: number;
  col: number;
  toRow: number;
  toCol: number;
}

export const isWithin = ({ row, col, toRow, toCol }: Area, atRow: number, atCol: number): boolean =>
  atRow >= Math.min(row, toRow) &&
  atRow <= Math.max(row, toRow) &&
  atCol >= Math.min(col, toCol) &&
  atCol <= Math.max(col, toCol);

/** Paints an area. A single square that is so already becomes a seat again: one press puts on, the next takes off. */
export function paint(drawing: Drawing, area: Area, cell: Cell): Drawing {
  const single = area.row === area.toRow && area.col === area.toCol;
  const becomes = single && drawing.grid[area.row]?.[area.col] === cell ? "seat" : cell;
  const grid = drawing.grid.map((cells, row) =>
    cells.some((now, col) => now !== becomes && isWithin(area, row, col))
      ? cells.map((now, col) => (isWithin(area, row, col) ? becomes : now))
      : cells,
  );
  return grid.every((cells, row) => cells === drawing.grid[row]) ? drawing : { ...drawing, grid };
}

const clamp = (value: number, most: number) => Math.min(most, Math.max(1, Math.round(value)));

/** Makes the board larger with seats at the back and on the right, or cuts them off there. */
export function resize(drawing: Drawing, wanted: { rows: number; cols: number }): Drawing {
  const rows = clamp(wanted.rows, mostRows);
  const cols = clamp(wanted.cols, mostCols);
  const grid = Array.from({ length: rows }, (_, row) => {
    const cells = drawing.grid[row] ?? [];
    return cells.length === cols ? cells : Array.from({ length: cols }, (_, col): Cell => cells[col] ?? "seat");
  });
  return { ...drawing, grid };
}

/** Puts an empty row or column before the one at `at`; what would lie outside the largest board is not moved there. */
export function insertAisle(drawing: Drawing, where: "row" | "col", at: number): Drawing {
  const { grid } = drawing;
  const cols = grid[0]?.length ?? 0;
  if (where === "row") {
    if (grid.length >= mostRows) return drawing;
    return { ...drawing, grid: grid.toSpliced(at, 0, Array<Cell>(cols).fill("gap")) };
  }
  if (cols >= mostCols) return drawing;
  return { ...drawing, grid: grid.map((cells) => cells.toSpliced(at, 0, "gap")) };
}

const plain: Numbering = { rows: "numbers", seats: "left" };
const full = (rows: number, cols: number): Cell[][] =>
  Array.from({ length: rows }, () => Array.from({ length: cols }, (): Cell => "seat"));

/** Halls to begin from. */
export const presets = ["cinema", "middle", "meeting", "empty"] as const;
export type Preset = (typeof presets)[number];

export function presetOf(preset: Preset): Drawing {
  switch (preset) {
    // 20 rows of 30 in three blocks, a cross aisle behind row 9, wheelchair places beside the aisles of the row behind it.
    case "cinema": {
      const board = [7, 24].reduce((made, at) => insertAisle(made, "col", at), start(full(20, 30)));
      const crossed = insertAisle(board, "row", 9);
      return [6, 8, 23, 25].reduce(
        (made, col) => paint(made, { row: 10, col, toRow: 10, toCol: col }, "wheelchair"),
        crossed,
      );
    }
    case "middle":
      return [5, 16].reduce((made, at) => insertAisle(made, "col", at), start(full(12, 20)));
    case "meeting":
      return insertAisle(start(full(8, 10)), "col", 5);
    case "empty":
      return start(full(10, 20));
  }
}

const start = (grid: Cell[][]): Drawing => ({ grid, numbering: plain });

/** The board of a saved map. `renamed`: its seats have names by no rule of ours, and would get new ones. */
export function drawingOf(seats: readonly Seat[]): { drawing: Drawing; renamed: boolean } {
  const numbering = numberingOf(seats);
  return { drawing: { grid: gridOf(seats), numbering: numbering ?? plain }, renamed: numbering === undefined };
}

/** The board with what it was before and what was undone. */
export interface History {
  past: readonly Drawing[];
  now: Drawing;
  future: readonly Drawing[];
}

export const begin = (now: Drawing): History => ({ past: [], now, future: [] });

const mostSteps = 200;

export const step = (history: History, next: Drawing): History =>
  next === history.now
    ? history
    : { past: [...history.past.slice(-mostSteps + 1), history.now], now: next, future: [] };

export function undo({ past, now, future }: History): History {
  const before = past.at(-1);
  return before === undefined
    ? { past, now, future }
    : { past: past.slice(0, -1), now: before, future: [now, ...future] };
}

export function redo({ past, now, future }: History): History {
  const [next, ...rest] = future;
  return next === undefined ? { past, now, future } : { past: [...past, now], now: next, future: rest };
}

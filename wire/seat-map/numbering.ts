import type { Seat, SeatKind } from "./seats.ts";

/** How rows are called: 1排 2排 …, or A排 B排 … */
export const rowNamings = ["numbers", "letters"] as const;
/** From which side the seats of a row are counted; `odd_*`: from the middle, odd numbers on that side, even on the other. */
export const seatNumberings = ["left", "right", "odd_left", "odd_right"] as const;

export interface Numbering {
  rows: (typeof rowNamings)[number];
  seats: (typeof seatNumberings)[number];
}

/** One square of the drawing. */
export type Cell = SeatKind | "gap";
/** The drawing, row by row from the screen; every row is equally long. */
export type Grid = readonly (readonly Cell[])[];

// Without I and O, which are taken for 1 and 0.
const letters = "ABCDEFGHJKLMNPQRSTUVWXYZ";

/** A, B … Z, AA, AB … */
export function letterOf(rank: number): string {
  const last = letters[rank % letters.length] ?? "";
  return rank < letters.length ? last : letterOf(Math.floor(rank / letters.length) - 1) + last;
}

/** The numbers of `count` seats of one row, from the left; `leftOfMiddle` of them lie left of the hall's middle line. */
export function seatNumbers(count: number, leftOfMiddle: number, how: Numbering["seats"]): number[] {
  const upwards = Array.from({ length: count }, (_, index) => index + 1);
  if (how === "left") return upwards;
  if (how === "right") return upwards.reverse();
  const [onLeft, onRight] = how === "odd_left" ? [1, 2] : [2, 1];
  return upwards.map((_, index) =>
    index < leftOfMiddle ? (leftOfMiddle - 1 - index) * 2 + onLeft : (index - leftOfMiddle) * 2 + onRight,
  );
}

/** The seats of a drawing with their labels. Rows without seats are aisles and have no name; gaps have no number. */
export function seatsOf(grid: Grid, numbering: Numbering): Seat[] {
  const middle = ((grid[0]?.length ?? 0) + 1) / 2;
  let rank = 0;
  return grid.flatMap((cells, index) => {
    const taken = cells.flatMap((kind, at) => (kind === "gap" ? [] : [{ kind, col: at + 1 }]));
    if (taken.length === 0) return [];
    const name = numbering.rows === "letters" ? letterOf(rank) : String(rank + 1);
    rank++;
    const left = taken.filter(({ col }) => col < middle || (col === middle && numbering.seats === "odd_left")).length;
    const numbers = seatNumbers(taken.length, left, numbering.seats);
    return taken.map(({ kind, col }, at) => ({ label: `${name}排${numbers[at]}座`, row: index + 1, col, kind }));
  });
}

/** What the row and the seat of a label are called, or undefined for a label that does not follow the pattern. */
export function partsOf(label: string): { row: string; seat: string } | undefined {
  const found = /^(.+)排(.+)座$/u.exec(label);
  return found?.[1] === undefined || found[2] === undefined ? undefined : { row: found[1], seat: found[2] };
}

/** The drawing of a seat map, as small as it can be. */
export function gridOf(seats: readonly Seat[]): Cell[][] {
  const rows = Math.max(1, ...seats.map(({ row }) => row));
  const cols = Math.max(1, ...seats.map(({ col }) => col));
  const grid = Array.from({ length: rows }, () => Array.from({ length: cols }, (): Cell => "gap"));
  for (const { row, col, kind } of seats) {
    const cells = grid[row - 1];
    if (cells !== undefined) cells[col - 1] = kind;
  }
  return grid;
}

/** The numbering by which these seats have their labels, or undefined when they were named otherwise. */
export function numberingOf(seats: readonly Seat[]): Numbering | undefined {
  const labels = new Map(seats.map(({ label, row, col }) => [`${row}/${col}`, label]));
  const grid = gridOf(seats);
  for (const rows of rowNamings)
    for (const how of seatNumberings)
      if (seatsOf(grid, { rows, seats: how }).every(({ label, row, col }) => labels.get(`${row}/${col}`) === label))
        return { rows, seats: how };
  return undefined;
}

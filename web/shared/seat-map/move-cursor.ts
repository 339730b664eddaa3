/** Where a seat lies; rows from the screen, columns from the left. */
export interface Spot {
  label: string;
  row: number;
  col: number;
}

const keys = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"] as const;
export type CursorKey = (typeof keys)[number];
export const isCursorKey = (key: string): key is CursorKey => keys.some((one) => one === key);

const nearest = (seats: readonly Spot[], distance: (seat: Spot) => number): Spot | undefined =>
  seats.reduce<Spot | undefined>(
    (best, seat) => (best === undefined || distance(seat) < distance(best) ? seat : best),
    undefined,
  );

/** The seat that a key leads to from `from`: over aisles to the next one, up and down to the nearest in the next row. */
export function moveCursor(seats: readonly Spot[], from: Spot, key: CursorKey): Spot {
  const inRow = seats.filter(({ row }) => row === from.row);
  switch (key) {
    case "ArrowLeft":
      return (
        nearest(
          inRow.filter(({ col }) => col < from.col),
          ({ col }) => from.col - col,
        ) ?? from
      );
    case "ArrowRight":
      return (
        nearest(
          inRow.filter(({ col }) => col > from.col),
          ({ col }) => col - from.col,
        ) ?? from
      );
    case "Home":
      return nearest(inRow, ({ col }) => col) ?? from;
    case "End":
      return nearest(inRow, ({ col }) => -col) ?? from;
    case "ArrowUp":
      return (
        nextRow(
          seats.filter(({ row }) => row < from.row),
          from,
        ) ?? from
      );
    case "ArrowDown":
      return (
        nextRow(
          seats.filter(({ row }) => row > from.row),
          from,
        ) ?? from
      );
  }
}

// First the nearest row, then in it the nearest column.
const nextRow = (seats: readonly Spot[], from: Spot): Spot | undefined =>
  nearest(seats, ({ row, col }) => Math.abs(row - from.row) * 1000 + Math.abs(col - from.col));

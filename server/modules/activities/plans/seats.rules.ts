import type { Seat as StockSeat } from "#engines/stock";
import { bestOrder, type Seat } from "#modules/places";

/** The seats of a hall as stock gives them out: the blocked ones left out, the best one first. */
export const seatsToRelease = (seats: readonly Seat[]): StockSeat[] =>
  bestOrder(seats).flatMap(({ label, row, col, kind }, best) =>
    kind === "blocked" ? [] : [{ label, row, col, kind, best }],
  );

/** How many of so many seats a share of so many percent is. */
export const shareOf = (seats: number, percent: number): number => Math.floor((seats * percent) / 100);

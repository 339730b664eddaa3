import type { Seat as StockSeat } from "#engines/stock";
import { bestOrder, type Seat } from "#modules/places";

/** The seats of a hall as stock gives them out: the blocked ones left out, the best one first. */
export const seatsToRelease = (seats: readonly Seat[]): StockSeat[] =>
  bestOrder(seats).flatMap(({ label, row, col, kind }, best) =>
    kind === "blocked" ? [] : [{ label, row, col, kind, best }],
  );

/** How many of so many seats a share of so many percent is. */
export const shareOf = (seats: number, percent: number): number => Math.floor((seats * percent) / 100);

/** Something is left for all, and a tag has a share as a share has its tag. */
export const haveSoundShares = (series: {
  shiftTag: string | null;
  shiftPercent: number;
  awardPercent: number;
}): boolean =>
  series.shiftPercent + series.awardPercent <= 90 && (series.shiftTag === null) === (series.shiftPercent === 0);

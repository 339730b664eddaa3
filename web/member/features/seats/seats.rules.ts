import { bestOrder } from "../../../../wire/seat-map/index.ts";
import { mostWishes } from "../../../../wire/seating.ts";
import type { SeatsOfRelease } from "../../../shared/api-types/index.ts";

type Share = SeatsOfRelease["shares"][number];
/** The seats of a release with who may have them right now. */
export type Hall = Pick<SeatsOfRelease, "seats" | "free" | "shares">;
export type Seat = SeatsOfRelease["seats"][number];

export type Standing = { is: "taken" } | { is: "free" } | { is: "kept"; share: Share };

/** What one character of `free` says to this member: 0 taken, 1 free, from 2 on free for a share, which may be their own. */
export function standingOf(character: string | undefined, shares: readonly Share[]): Standing {
  if (character === undefined || character === "0") return { is: "taken" };
  if (character === "1") return { is: "free" };
  const share = shares[Number.parseInt(character, 36) - 2];
  // A share that this answer does not know is none of ours.
  if (share === undefined) return { is: "taken" };
  return share.mine ? { is: "free" } : { is: "kept", share };
}

/** Every seat with what it is to this member. */
export const standings = ({ seats, free, shares }: Hall): (Seat & { standing: Standing })[] =>
  seats.map((seat, index) => ({ ...seat, standing: standingOf(free[index], shares) }));

const freeSeats = (hall: Hall): Seat[] => standings(hall).filter(({ standing }) => standing.is === "free");

/** The best seat that this member may have; wheelchair places only where nothing else is left. */
export function bestFree(hall: Hall): string | undefined {
  const free = new Set(freeSeats(hall).map(({ label }) => label));
  // What is best follows from the whole hall, not from what is left of it.
  return bestOrder(hall.seats).find(({ label }) => free.has(label))?.label;
}

/** The free seat next to one that somebody else has got: who chose a place in the hall wants to stay near it. */
export function nearestFree(hall: Hall, lost: string): string | undefined {
  const from = hall.seats.find(({ label }) => label === lost);
  if (from === undefined) return bestFree(hall);
  // A row is about as deep as two seats are wide.
  const far = ({ row, col }: Seat) => (2 * (row - from.row)) ** 2 + (col - from.col) ** 2;
  const last = ({ kind }: Seat) => (kind === from.kind ? 0 : 1);
  return freeSeats(hall)
    .filter(({ label }) => label !== lost)
    .sort((a, b) => last(a) - last(b) || far(a) - far(b))[0]?.label;
}

/** Wishes after a seat was pressed: pressed again it goes, and those behind it move up; a fourth is not taken. */
export function withWish(wishes: readonly string[], label: string): string[] {
  if (wishes.includes(label)) return wishes.filter((one) => one !== label);
  return wishes.length < mostWishes ? [...wishes, label] : [...wishes];
}

/** Shares of others that still keep free seats, with how many. */
export function keptShares(hall: Hall): { share: Share; count: number }[] {
  const counts = new Map<Share, number>();
  for (const { standing } of standings(hall)) {
    if (standing.is === "kept") counts.set(standing.share, (counts.get(standing.share) ?? 0) + 1);
  }
  return Array.from(counts, ([share, count]) => ({ share, count }));
}

/** The seats by row, from the front; only the free ones when asked. Rows without any are left out. */
export function rowsOf(hall: Hall, onlyFree: boolean): { row: number; seats: ReturnType<typeof standings> }[] {
  const rows = new Map<number, ReturnType<typeof standings>>();
  for (const seat of standings(hall)) {
    if (onlyFree && seat.standing.is !== "free") continue;
    const inRow = rows.get(seat.row);
    if (inRow === undefined) rows.set(seat.row, [seat]);
    else inRow.push(seat);
  }
  return Array.from(rows, ([row, seats]) => ({ row, seats: seats.sort((a, b) => a.col - b.col) })).sort(
    (a, b) => a.row - b.row,
  );
}

/** The code of a company as it was typed: without spaces, in capitals. */
export const tidyCode = (typed: string): string => typed.replace(/[\s-]/g, "").toUpperCase();

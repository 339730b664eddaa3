import type { Seat } from "./seats.ts";

/** A row is about as deep as two seats are wide, so one row off the best counts as much as two seats off the middle. */
const rowDepth = 2;

/**
 * Everything that can be given out, best first. The best point lies two thirds of the way back, on the middle line of the
 * hall; a seat is the better, the nearer it is to that point. Of two equally near the one further back comes first, then
 * the one on the left. Wheelchair places come last, in the same order, so that nobody is given one by chance.
 */
export function bestOrder<S extends Pick<Seat, "row" | "col" | "kind">>(seats: readonly S[]): S[] {
  const usable = seats.filter(({ kind }) => kind !== "blocked");
  const rows = [...new Set(seats.map(({ row }) => row))].sort((a, b) => a - b);
  const cols = seats.map(({ col }) => col);
  const middle = (Math.min(...cols) + Math.max(...cols)) / 2;
  const bestRow = (rows.length - 1) * (2 / 3);
  const rankOfRow = new Map(rows.map((row, rank) => [row, rank]));
  const distance = ({ row, col }: S) => {
    const back = rowDepth * ((rankOfRow.get(row) ?? 0) - bestRow);
    return back * back + (col - middle) ** 2;
  };
  const last = ({ kind }: S) => (kind === "wheelchair" ? 1 : 0);
  return usable
    .map((seat) => ({ seat, far: distance(seat) }))
    .sort((a, b) => last(a.seat) - last(b.seat) || a.far - b.far || b.seat.row - a.seat.row || a.seat.col - b.seat.col)
    .map(({ seat }) => seat);
}

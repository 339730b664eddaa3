/** What one place of a seat map is for: to sit on, for a wheelchair, or not to be given out (broken, a technician's). */
export const seatKinds = ["seat", "wheelchair", "blocked"] as const;
export type SeatKind = (typeof seatKinds)[number];

/** A seat: rows count from the screen or stage, columns from the left of somebody who looks at it; a gap is an aisle. */
export interface Seat {
  label: string;
  row: number;
  col: number;
  kind: SeatKind;
}

export const mostRows = 60;
export const mostCols = 80;
export const longestLabel = 20;

/** Why a list of seats is no seat map; `label` names the seat at fault. */
export type SeatFault =
  | { fault: "empty" | "too_large" }
  | { fault: "label_twice" | "same_place" | "outside"; label: string };

/** The first fault of a list of seats, or undefined when it is a seat map. */
export function seatFault(seats: readonly Seat[]): SeatFault | undefined {
  if (!seats.some(({ kind }) => kind !== "blocked")) return { fault: "empty" };
  if (seats.length > mostRows * mostCols) return { fault: "too_large" };
  const labels = new Set<string>();
  const places = new Set<string>();
  for (const { label, row, col } of seats) {
    if (row < 1 || row > mostRows || col < 1 || col > mostCols) return { fault: "outside", label };
    if (labels.has(label)) return { fault: "label_twice", label };
    if (places.has(`${row}/${col}`)) return { fault: "same_place", label };
    labels.add(label);
    places.add(`${row}/${col}`);
  }
  return undefined;
}

export interface SeatSummary {
  /** Everything that can be given out, wheelchair places included. */
  usable: number;
  wheelchair: number;
  blocked: number;
  /** Rows that have seats. */
  rows: number;
}

export function summaryOf(seats: readonly Pick<Seat, "row" | "kind">[]): SeatSummary {
  const count = (kind: SeatKind) => seats.filter((seat) => seat.kind === kind).length;
  const blocked = count("blocked");
  return {
    ...{ usable: seats.length - blocked, wheelchair: count("wheelchair"), blocked },
    rows: new Set(seats.map(({ row }) => row)).size,
  };
}

/** Labels that differ between two versions of a map. A seat is known by its label, since that is what tickets say. */
export interface SeatDifference {
  added: string[];
  removed: string[];
  changedKind: { label: string; before: SeatKind; after: SeatKind }[];
  /** Same label, other place in the hall. */
  moved: string[];
}

export function differenceOf(before: readonly Seat[], after: readonly Seat[]): SeatDifference {
  const earlier = new Map(before.map((seat) => [seat.label, seat]));
  const later = new Set(after.map(({ label }) => label));
  const difference: SeatDifference = { added: [], removed: [], changedKind: [], moved: [] };
  for (const seat of after) {
    const was = earlier.get(seat.label);
    if (was === undefined) difference.added.push(seat.label);
    else {
      if (was.kind !== seat.kind)
        difference.changedKind.push({ label: seat.label, before: was.kind, after: seat.kind });
      if (was.row !== seat.row || was.col !== seat.col) difference.moved.push(seat.label);
    }
  }
  difference.removed.push(...before.map(({ label }) => label).filter((label) => !later.has(label)));
  return difference;
}

export const isSame = ({ added, removed, changedKind, moved }: SeatDifference): boolean =>
  added.length + removed.length + changedKind.length + moved.length === 0;

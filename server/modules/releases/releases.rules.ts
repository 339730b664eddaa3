import type { QuotaMode, QuotaState } from "#engines/stock";
import type { releaseStates } from "./releases.schemas.ts";

export type ReleaseState = (typeof releaseStates)[number];

export interface ReleaseTimes {
  mode: QuotaMode;
  quotaState: QuotaState;
  capacity: number;
  taken: number;
  held: number;
  entryOpensAt: Date | null;
  entryClosesAt: Date | null;
  opensAt: Date;
  closesAt: Date;
  servedAt: Date | null;
}

/** What a release is at `now`: the one word that the page, the calendar and the console show. */
export function stateOf(release: ReleaseTimes, now: Date): ReleaseState {
  if (release.quotaState === "closed" || now >= release.closesAt) return "closed";
  if (release.quotaState === "paused") return "paused";
  if (release.mode !== "first_come" && release.servedAt === null) {
    if (release.entryOpensAt === null || now < release.entryOpensAt) return "scheduled";
    return release.entryClosesAt !== null && now >= release.entryClosesAt ? "drawing" : "entry_open";
  }
  if (now < release.opensAt) return "scheduled";
  return release.capacity - release.taken - release.held > 0 ? "open" : "sold_out";
}

/** Minutes before opening from which a grab may be entered, and seconds after it until which. */
export const grabWindow = { minutesBefore: 10, secondsAfter: 2 } as const;

/** The entry window of a grab: from ten minutes before opening to two seconds after it. */
export function windowOfGrab(
  opensAt: Date,
  minutesBefore: number = grabWindow.minutesBefore,
): { entryOpensAt: Date; entryClosesAt: Date } {
  return {
    entryOpensAt: new Date(opensAt.getTime() - minutesBefore * 60_000),
    entryClosesAt: new Date(opensAt.getTime() + grabWindow.secondsAfter * 1000),
  };
}

/** Upper borders of the monitor's counts of answer times, in milliseconds; the last count is everything slower. */
export const latencyBorders = [5, 10, 20, 50, 100, 200, 500, 1000, 2000] as const;

/** The answer time that `share` (0 to 1) of the counted answers did not exceed: the border of its class, in milliseconds. */
export function latencyAt(counts: readonly number[], share: number): number | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  let seen = 0;
  for (const [index, count] of counts.entries()) {
    seen += count;
    if (seen >= total * share) return latencyBorders[index] ?? 5000;
  }
  return 5000;
}

export const latencyClass = (millis: number): number => {
  const index = latencyBorders.findIndex((border) => millis <= border);
  return index === -1 ? latencyBorders.length : index;
};

/**
 * Seats in the order in which they are dealt: those of the first share, of the next ones, and the rest. Every group gets good and bad
 * seats as the whole has them: each seat, from the best on, goes to the group that is furthest behind its part (Sainte-Laguë).
 */
export function dealtSeats<T extends { best: number; label: string }>(
  seats: readonly T[],
  sizes: readonly number[],
): T[] {
  const rest = seats.length - sizes.reduce((sum, size) => sum + size, 0);
  const groups = [...sizes, rest].map((size) => ({ size, seats: [] as T[] }));
  for (const seat of [...seats].sort((a, b) => a.best - b.best || (a.label < b.label ? -1 : 1))) {
    const behind = groups
      .filter((group) => group.seats.length < group.size)
      .sort((a, b) => (a.seats.length + 0.5) / a.size - (b.seats.length + 0.5) / b.size)[0];
    behind?.seats.push(seat);
  }
  return groups.flatMap((group) => group.seats);
}

export const purposes = ["showing", "charter", "meeting", "training", "closed"] as const;
export type Purpose = (typeof purposes)[number];
export const bookingStates = ["requested", "confirmed", "refused", "cancelled"] as const;
export type BookingState = (typeof bookingStates)[number];

/** What a union without a hall of its own may ask for; showings, charters and closures are the hall's business. */
export const askedPurposes: readonly Purpose[] = ["meeting", "training"];

export interface During {
  from: Date;
  to: Date;
}

const hour = 3_600_000;
const longestUse = 24 * hour;
/** A renovation. */
const longestClosure = 92 * 24 * hour;

/** What is wrong with a time, or undefined. */
export function timeFault({ from, to }: During, purpose: Purpose): "backwards" | "too_long" | undefined {
  const length = to.getTime() - from.getTime();
  if (!(length > 0)) return "backwards";
  return length > (purpose === "closed" ? longestClosure : longestUse) ? "too_long" : undefined;
}

/** The time during which nobody else can have the hall: the use itself, then the cleaning. Closures need none. */
export const occupiedBy = ({ from, to }: During, purpose: Purpose, turnaroundMinutes: number): During => ({
  from,
  to: new Date(to.getTime() + (purpose === "closed" ? 0 : turnaroundMinutes * 60_000)),
});

/** The first moment from `wanted.from` on at which the hall is free for as long as wanted; `busy` in order of time. */
export function firstFree(wanted: During, busy: readonly During[]): Date {
  const length = wanted.to.getTime() - wanted.from.getTime();
  let start = wanted.from.getTime();
  for (const { from, to } of busy) {
    if (from.getTime() >= start + length) break;
    start = Math.max(start, to.getTime());
  }
  return new Date(start);
}

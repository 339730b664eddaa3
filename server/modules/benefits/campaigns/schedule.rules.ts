import { addDays, dayOf, endOfDay } from "#kernel/business-day";
import { openingsOf, type Recurring, type Round, type RoundLength, roundsAt } from "#modules/releases";
import { noRounds, tooManyRounds, unreadableRecurrence } from "../benefits.errors.ts";

export type { Round } from "#modules/releases";

export const modes = ["grab", "draw", "first_come"] as const;
export type Mode = (typeof modes)[number];

/** When a campaign's rounds open and how long each goes on; its first and last day are the campaign's. */
export interface Schedule extends Recurring, RoundLength {
  mode: Mode;
}

export const maxRounds = 60;

/**
 * The rounds of a schedule, in order, within the campaign's days. Throws `benefits.unreadable_recurrence`,
 * `benefits.no_rounds` {startsOn, endsOn}, `benefits.too_many_rounds` (422).
 */
export function roundsOf(schedule: Schedule): Round[] {
  const openings = openingsOf(schedule, maxRounds);
  if (openings === undefined) throw unreadableRecurrence();
  if (openings.length === 0) throw noRounds(schedule.startsOn, schedule.endsOn);
  if (openings.length > maxRounds) throw tooManyRounds(maxRounds);
  return roundsAt(openings, schedule, schedule.endsOn);
}

/** From arrival through `validDays` whole days, the day of opening being the first; nothing outlives the campaign. */
export function validUntil(opensAt: Date, validDays: number, endsOn: string): Date {
  const last = addDays(dayOf(opensAt), validDays - 1);
  return endOfDay(last < endsOn ? last : endsOn);
}

/** True when the campaign's end takes days from the vouchers of this round. */
export const isCutShort = (opensAt: Date, validDays: number, endsOn: string): boolean =>
  addDays(dayOf(opensAt), validDays - 1) > endsOn;

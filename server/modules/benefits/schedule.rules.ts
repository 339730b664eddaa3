import { RRuleTemporal } from "rrule-temporal";
import { noRounds, tooManyRounds, unreadableRecurrence } from "./benefits.errors.ts";
import { addDays, atBusinessPlace, dayOf, endOfDay } from "./business-day.ts";

export const modes = ["grab", "draw", "first_come"] as const;
export type Mode = (typeof modes)[number];

/** When a campaign's rounds open. `recurrence` is the value of an RFC 5545 RRULE, read at the place of business; null is one round. */
export interface Schedule {
  recurrence: string | null;
  firstOpensAt: Date;
  mode: Mode;
  /** How long before opening the entry window opens; none for first come. */
  entryMinutes: number;
  /** How long a round stays open after opening, unless the next one comes before. */
  openMinutes: number;
  startsOn: string;
  endsOn: string;
}

export interface Round {
  number: number;
  entryOpensAt: Date | null;
  opensAt: Date;
  closesAt: Date;
}

export const maxRounds = 60;

// Rounds of a campaign are days apart; finer rules are mistakes, and other calendars have no users here.
const readable = /^(?:RRULE:)?(?=[A-Z])[A-Z0-9=;,:+-]{1,400}$/;
const daily = /(?:^|;|:)FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)(?:;|$)/;
const unwanted = /RSCALE|SKIP|BYSECOND|DTSTART|BYMINUTE|BYHOUR/;

/**
 * The rounds of a schedule, in order, within the campaign's days. Throws `benefits.unreadable_recurrence`,
 * `benefits.no_rounds`, `benefits.too_many_rounds` (422).
 */
export function roundsOf(schedule: Schedule): Round[] {
  const openings = openingsOf(schedule);
  if (openings.length === 0) throw noRounds();
  if (openings.length > maxRounds) throw tooManyRounds(maxRounds);
  return openings.map((opensAt, index) => roundAt(schedule, opensAt, openings[index + 1], index + 1));
}

function openingsOf(schedule: Schedule): Date[] {
  const within = (at: Date) => dayOf(at) >= schedule.startsOn && dayOf(at) <= schedule.endsOn;
  if (schedule.recurrence === null) return [schedule.firstOpensAt].filter(within);
  return occurrences(schedule.recurrence, schedule.firstOpensAt, endOfDay(schedule.endsOn)).filter(within);
}

function occurrences(recurrence: string, first: Date, end: Date): Date[] {
  if (!readable.test(recurrence) || !daily.test(recurrence) || unwanted.test(recurrence)) throw unreadableRecurrence();
  try {
    const rule = new RRuleTemporal({
      rruleString: recurrence.replace(/^RRULE:/, ""),
      dtstart: atBusinessPlace(first),
      maxIterations: 2000,
    });
    const found = rule.between(new Date(first.getTime() - 1), end, false);
    return found.slice(0, maxRounds + 1).map((at) => new Date(at.epochMilliseconds));
  } catch {
    throw unreadableRecurrence(); // the library throws plain errors for rules it cannot follow
  }
}

function roundAt(schedule: Schedule, opensAt: Date, next: Date | undefined, number: number): Round {
  const entry = schedule.mode === "first_come" ? 0 : schedule.entryMinutes * 60_000;
  const ends = [opensAt.getTime() + schedule.openMinutes * 60_000, endOfDay(schedule.endsOn).getTime()];
  if (next !== undefined) ends.push(Math.max(next.getTime() - entry, opensAt.getTime() + 60_000));
  return {
    number,
    entryOpensAt: schedule.mode === "first_come" ? null : new Date(opensAt.getTime() - entry),
    opensAt,
    closesAt: new Date(Math.min(...ends)),
  };
}

/** From arrival through `validDays` whole days, the day of opening being the first; nothing outlives the campaign. */
export function validUntil(opensAt: Date, validDays: number, endsOn: string): Date {
  const last = addDays(dayOf(opensAt), validDays - 1);
  return endOfDay(last < endsOn ? last : endsOn);
}

/** True when the campaign's end takes days from the vouchers of this round. */
export const isCutShort = (opensAt: Date, validDays: number, endsOn: string): boolean =>
  addDays(dayOf(opensAt), validDays - 1) > endsOn;

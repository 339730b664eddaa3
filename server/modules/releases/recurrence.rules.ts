import { RRuleTemporal } from "rrule-temporal";
import type { QuotaMode } from "#engines/stock";
import { atBusinessPlace, dayOf, endOfDay } from "#kernel/business-day";

/** When something is released again and again. */
export interface Recurring {
  /** The value of an RFC 5545 RRULE, read at the place of business; null is one opening. */
  recurrence: string | null;
  firstOpensAt: Date;
  /** First and last day (YYYY-MM-DD) on which a round may open. */
  startsOn: string;
  endsOn: string;
}

/** How long each round goes on. */
export interface RoundLength {
  mode: QuotaMode;
  /** How long before opening the entry window opens; none for first come. */
  entryMinutes: number;
  /** How long a round stays open after opening, unless the next one comes before. */
  openMinutes: number;
}

export interface Round {
  number: number;
  entryOpensAt: Date | null;
  opensAt: Date;
  closesAt: Date;
}

// Rounds are days apart; finer rules are mistakes, and other calendars have no users here.
const readable = /^(?:RRULE:)?(?=[A-Z])[A-Z0-9=;,:+-]{1,400}$/;
const daily = /(?:^|;|:)FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)(?:;|$)/;
const unwanted = /RSCALE|SKIP|BYSECOND|DTSTART|BYMINUTE|BYHOUR/;

/**
 * The moments at which rounds open, in order: at most `most` and one more, by which the caller sees that there are too many. Undefined
 * when the rule cannot be read; the module that asked says so in its own words.
 */
export function openingsOf(
  { recurrence, firstOpensAt, startsOn, endsOn }: Recurring,
  most: number,
): Date[] | undefined {
  const within = (at: Date) => dayOf(at) >= startsOn && dayOf(at) <= endsOn;
  if (recurrence === null) return [firstOpensAt].filter(within);
  return occurrences(recurrence, firstOpensAt, endOfDay(endsOn))
    ?.filter(within)
    .slice(0, most + 1);
}

function occurrences(recurrence: string, first: Date, end: Date): Date[] | undefined {
  if (!readable.test(recurrence) || !daily.test(recurrence) || unwanted.test(recurrence)) return undefined;
  try {
    const rule = new RRuleTemporal({
      rruleString: recurrence.replace(/^RRULE:/, ""),
      dtstart: atBusinessPlace(first),
      maxIterations: 2000,
    });
    return rule.between(new Date(first.getTime() - 1), end, false).map((at) => new Date(at.epochMilliseconds));
  } catch {
    return undefined; // the library throws plain errors for rules it cannot follow
  }
}

/** The rounds that open at these moments. None is open when the next one's entry begins, nor after the day `endsOn`. */
export function roundsAt(openings: readonly Date[], length: RoundLength, endsOn: string): Round[] {
  const entry = length.mode === "first_come" ? 0 : length.entryMinutes * 60_000;
  return openings.map((opensAt, index) => {
    const next = openings[index + 1];
    const ends = [opensAt.getTime() + length.openMinutes * 60_000, endOfDay(endsOn).getTime()];
    if (next !== undefined) ends.push(Math.max(next.getTime() - entry, opensAt.getTime() + 60_000));
    return {
      number: index + 1,
      entryOpensAt: length.mode === "first_come" ? null : new Date(opensAt.getTime() - entry),
      opensAt,
      closesAt: new Date(Math.min(...ends)),
    };
  });
}

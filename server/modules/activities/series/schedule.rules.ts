import { createHash } from "node:crypto";
import { Temporal } from "temporal-polyfill";
import { addDays, dayOf } from "#kernel/business-day";
import { businessTimeZone } from "#kernel/clock";
import { openingsOf } from "#modules/releases";

/** When sessions of a series are: an RFC 5545 rule by days, the time of day (HH:MM) and how long each lasts. */
export interface Slot {
  rule: string;
  time: string;
  minutes: number;
}

/** When a series releases its seats. */
export interface Rounds {
  roundRule: string;
  roundTime: string;
}

export interface PlannedTimes {
  startsAt: Date;
  endsAt: Date;
  /** The last round that opens before the session. */
  opensAt: Date | null;
}

/** Nobody plans more at once than a year of four sessions a week. */
export const mostSessions = 240;
/** A round may open so long before the sessions that it releases. */
const roundDays = 45;
/** Seats that open later than this before the start could not be taken by anybody. */
const leastMinutes = 30;

/** The instant of a time of day (HH:MM) on a day at the place of business. */
export const instantOf = (day: string, time: string): Date =>
  new Date(
    Temporal.PlainDate.from(day).toZonedDateTime({
      timeZone: businessTimeZone,
      plainTime: Temporal.PlainTime.from(time),
    }).epochMilliseconds,
  );

/** The sessions of these days, in order of time, each with the round that releases it; undefined when a rule cannot be read. */
export function sessionsBetween(
  slots: readonly Slot[],
  rounds: Rounds,
  { startsOn, endsOn }: { startsOn: string; endsOn: string },
): PlannedTimes[] | undefined {
  const openings = roundsBetween(rounds, { startsOn: addDays(startsOn, -roundDays), endsOn });
  if (openings === undefined) return undefined;
  const planned: PlannedTimes[] = [];
  for (const { rule, time, minutes } of slots) {
    const starts = openingsOf(
      { recurrence: rule, firstOpensAt: instantOf(startsOn, time), startsOn, endsOn },
      mostSessions,
    );
    if (starts === undefined) return undefined;
    for (const startsAt of starts)
      planned.push({
        startsAt,
        endsAt: new Date(startsAt.getTime() + minutes * 60_000),
        opensAt: roundOf(openings, startsAt),
      });
  }
  return planned.sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
}

/** The openings of a series' rounds on these days; undefined when the rule cannot be read. */
export const roundsBetween = (
  { roundRule, roundTime }: Rounds,
  { startsOn, endsOn }: { startsOn: string; endsOn: string },
): Date[] | undefined =>
  openingsOf({ recurrence: roundRule, firstOpensAt: instantOf(startsOn, roundTime), startsOn, endsOn }, 400);

/** The last opening that leaves time before a session. */
export const roundOf = (openings: readonly Date[], startsAt: Date): Date | null =>
  openings.findLast((opening) => opening.getTime() <= startsAt.getTime() - leastMinutes * 60_000) ?? null;

/** The round of a series that releases a session which begins then; null when there is none. */
export function roundBefore(rounds: Rounds, startsAt: Date): Date | null {
  const day = dayOf(startsAt);
  return roundOf(roundsBetween(rounds, { startsOn: addDays(day, -roundDays), endsOn: day }) ?? [], startsAt);
}

/** One id for everything that a series releases at one moment. */
export function roundIdOf(seriesId: string, opensAt: Date): string {
  const hash = createHash("sha256").update(`round\n${seriesId}\n${opensAt.toISOString()}`).digest("hex");
  // RFC 9562, version 8: a value of our own making.
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

/** The Monday of a day's week: what one member may have is counted by it. */
export function weekOf(day: string): string {
  const date = Temporal.PlainDate.from(day);
  return date.subtract({ days: date.dayOfWeek - 1 }).toString();
}

/** What is kept for people who could not be there at the round's hour stays theirs at least so long after their own. */
const leastShareMinutes = 120;

/**
 * When a share with an hour of its own (HH:MM, null for none) opens, and when what it leaves goes to everybody: on the day of the round,
 * or on the next when that hour is not after the round's; kept for two hours at least. Where no time is left before `lastAt` it opens with the round.
 */
export function hourOfShare({
  opensAt,
  time,
  spillAt,
  lastAt,
}: Record<"opensAt" | "spillAt" | "lastAt", Date> & { time: string | null }): {
  opensAt?: Date;
  spillAt: Date;
} {
  if (time === null) return { spillAt };
  const day = dayOf(opensAt);
  const sameDay = instantOf(day, time);
  const hour = sameDay > opensAt ? sameDay : instantOf(addDays(day, 1), time);
  if (hour >= lastAt) return { spillAt };
  const keptUntil = Math.max(spillAt.getTime(), hour.getTime() + leastShareMinutes * 60_000);
  return { opensAt: hour, spillAt: new Date(Math.min(keptUntil, lastAt.getTime())) };
}

/** The moment so many minutes before a session begins. */
export const before = (startsAt: Date, minutes: number): Date => new Date(startsAt.getTime() - minutes * 60_000);

import { serverClock } from "../../shared/clock.ts";

/** The calendar day in Beijing of an instant, as "2026-11-22". */
export const dayOf = (instant: string | number): string =>
  new Date(new Date(instant).getTime() + 8 * 3_600_000).toISOString().slice(0, 10);

/** Today in Beijing, as the server has it. */
export const today = (): string => dayOf(serverClock.now());

/** A day some days later or earlier. */
export function shiftDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The Monday on or before a day; of today when none, or none that makes sense, was asked for. */
export function weekFrom(day: string | undefined, now: number): string {
  const isDay = day !== undefined && /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day));
  const start = isDay ? day : dayOf(now);
  const weekday = (new Date(`${start}T00:00:00Z`).getUTCDay() + 6) % 7;
  return shiftDays(start, -weekday);
}

/** The weeks of a month, from Monday; `month` is any day of it. */
export function weeksOf(month: string): string[][] {
  const first = `${month.slice(0, 7)}-01`;
  const weeks: string[][] = [];
  for (let at = weekFrom(first, 0); at < nextMonth(first); at = shiftDays(at, 7))
    weeks.push(Array.from({ length: 7 }, (_, index) => shiftDays(at, index)));
  return weeks;
}

/** The first day of the month after that of a day. */
export const nextMonth = (day: string): string => `${shiftDays(`${day.slice(0, 7)}-01`, 31).slice(0, 7)}-01`;

/** What a field of date and time holds ("2026-11-22T09:30", in Beijing) as an instant, and back. */
export const instantOf = (field: string): string => new Date(`${field}:00+08:00`).toISOString();
export const fieldOf = (instant: string): string =>
  new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16);

import { Temporal } from "temporal-polyfill";
import { addDays } from "#kernel/business-day";
import { holidayOf } from "#kernel/holidays";

export const dayKinds = ["free", "worked"] as const;
export type DayKind = (typeof dayKinds)[number];

/** Which days differ from what their weekday says, by year. Days are YYYY-MM-DD. */
export interface Calendar {
  /** Years whose days have been entered, and whether they are still provisional. */
  years: ReadonlyMap<number, { provisional: boolean }>;
  days: ReadonlyMap<string, DayKind>;
}

export const emptyCalendar: Calendar = { years: new Map(), days: new Map() };

const yearOf = (day: string) => Number(day.slice(0, 4));
const isWeekend = (day: string) => Temporal.PlainDate.from(day).dayOfWeek > 5;

/** A day that has been entered is what was entered; in a year of which nothing is known, weekends and statutory holidays are free. */
export function isWorkingDay(day: string, calendar: Calendar): boolean {
  const entered = calendar.days.get(day);
  if (entered !== undefined) return entered === "worked";
  if (isWeekend(day)) return false;
  return calendar.years.has(yearOf(day)) || holidayOf(day) === undefined;
}

/** True where the year's own decree has not been read: the answer may still change. */
export const isProvisional = (day: string, calendar: Calendar): boolean =>
  calendar.years.get(yearOf(day))?.provisional ?? true;

/** The `n`-th working day after `day`, which itself does not count; `day` for 0. */
export function workingDaysAfter(day: string, n: number, calendar: Calendar): string {
  let at = day;
  for (let left = n; left > 0; ) {
    at = addDays(at, 1);
    if (isWorkingDay(at, calendar)) left--;
  }
  return at;
}

/** Working days after `from`, up to and with `to`; 0 when `to` does not come after it. */
export function workingDaysBetween(from: string, to: string, calendar: Calendar): number {
  let count = 0;
  for (let at = addDays(from, 1); at <= to; at = addDays(at, 1)) if (isWorkingDay(at, calendar)) count++;
  return count;
}

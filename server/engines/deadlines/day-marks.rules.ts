import { type Holiday, holidayOf, holidays, isNearHoliday } from "#kernel/holidays";
import { type Calendar, type DayKind, dayKinds, isProvisional } from "./calendar.rules.ts";

/** What sets a day apart; `unsettled`: near a holiday of a year whose decree has not been read. */
export const dayMarks = [...holidays, ...dayKinds, "unsettled"] as const;
export type DayMark = Holiday | DayKind | "unsettled";

/**
 * Why a day (YYYY-MM-DD) is not as its weekday says: a statutory holiday, a day that the year's decree makes free or worked, or one that a
 * decree still to come may move; undefined for any other day.
 */
export function dayMarkOf(day: string, calendar: Calendar): DayMark | undefined {
  const known = holidayOf(day) ?? calendar.days.get(day);
  if (known !== undefined) return known;
  return isProvisional(day, calendar) && isNearHoliday(day) ? "unsettled" : undefined;
}

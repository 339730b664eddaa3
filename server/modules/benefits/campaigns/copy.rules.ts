import { addDays } from "#kernel/business-day";
import { holidayOf, isNearHoliday } from "#kernel/holidays";

/** The fewest whole weeks after which a copy begins in the future and at least four weeks later: weekdays stay. */
export function weeksAhead(firstOpensAt: Date, startsOn: string, today: string): number {
  let weeks = 4;
  const first = (later: number) => new Date(firstOpensAt.getTime() + later * 7 * 86_400_000).toISOString().slice(0, 10);
  while (addDays(startsOn, weeks * 7) < today || first(weeks) <= today) weeks++;
  return weeks;
}

/** A day of the copy's time that is a holiday, or may be a free or worked day around one. */
export interface HolidayDay {
  day: string;
  /** Empty where only the neighbourhood of a holiday is known. */
  holiday: string;
}

/** Holidays within a period, and the rounds' days near one. */
export function holidaysBetween(startsOn: string, endsOn: string, roundDays: readonly string[]): HolidayDay[] {
  const found: HolidayDay[] = [];
  for (let day = startsOn; day <= endsOn; day = addDays(day, 1)) {
    const holiday = holidayOf(day);
    if (holiday !== undefined) found.push({ day, holiday });
    else if (roundDays.includes(day) && isNearHoliday(day)) found.push({ day, holiday: "" });
  }
  return found;
}

/** A rule of recurrence whose own end, if it has one, is moved with the rest. */
export function shiftedRule(rule: string | null, weeks: number): string | null {
  return (
    rule?.replace(/UNTIL=(\d{4})(\d{2})(\d{2})/, (_, year: string, month: string, day: string) => {
      return `UNTIL=${addDays(`${year}-${month}-${day}`, weeks * 7).replaceAll("-", "")}`;
    }) ?? null
  );
}

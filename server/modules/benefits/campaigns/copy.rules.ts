import { type Calendar, type DayMark, dayMarkOf } from "#engines/deadlines";
import { addDays } from "#kernel/business-day";
import { isHoliday } from "#kernel/holidays";

/** The fewest whole weeks after which a copy begins in the future and at least four weeks later: weekdays stay. */
export function weeksAhead(firstOpensAt: Date, startsOn: string, today: string): number {
  let weeks = 4;
  const first = (later: number) => new Date(firstOpensAt.getTime() + later * 7 * 86_400_000).toISOString().slice(0, 10);
  while (addDays(startsOn, weeks * 7) < today || first(weeks) <= today) weeks++;
  return weeks;
}

/** A day of the copy's time that is not as its weekday says. */
export interface MarkedDay {
  day: string;
  mark: DayMark;
}

/** Holidays within a campaign's time, and those of its rounds' days that are free or worked by decree or may become so. */
export function markedDays(
  { startsOn, endsOn, roundDays }: { startsOn: string; endsOn: string; roundDays: readonly string[] },
  calendar: Calendar,
): MarkedDay[] {
  const found: MarkedDay[] = [];
  for (let day = startsOn; day <= endsOn; day = addDays(day, 1)) {
    const mark = dayMarkOf(day, calendar);
    if (mark !== undefined && (isHoliday(mark) || roundDays.includes(day))) found.push({ day, mark });
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

import { Temporal } from "temporal-polyfill";

/** What changed in one month; with an empty month what was before the first one. */
export interface MonthChange {
  /** YYYY-MM, or empty. */
  month: string;
  registered: number;
  members: number;
  joined: number;
  gone: number;
  movedIn: number;
  movedOut: number;
}

/** As many months as a chart shows. */
export const monthsShown = 12;

/** The first day of the months that end with a day's. */
export const firstDayShown = (day: string): string =>
  Temporal.PlainDate.from(day)
    .with({ day: 1 })
    .subtract({ months: monthsShown - 1 })
    .toString();

const none = { registered: 0, members: 0, joined: 0, gone: 0, movedIn: 0, movedOut: 0 };

/** Every month up to a day's, without a gap: how many there were at its end (of the last one on that day), who came and who went. */
export function runningMonths(changes: readonly MonthChange[], day: string): MonthChange[] {
  const byMonth = new Map(changes.map((one) => [one.month, one]));
  let { registered, members } = byMonth.get("") ?? none;
  const first = Temporal.PlainDate.from(firstDayShown(day));
  return Array.from({ length: monthsShown }, (_, index) => {
    const month = first.add({ months: index }).toString().slice(0, 7);
    const { joined, gone, movedIn, movedOut, ...change } = byMonth.get(month) ?? none;
    registered += change.registered;
    members += change.members;
    return { month, registered, members, joined, gone, movedIn, movedOut };
  });
}

import { Temporal } from "temporal-polyfill";

/**
 * The birthdays (MM-DD) that are kept on a day (YYYY-MM-DD): that of the day, and on 28 February of a year without a 29th also those
 * born on the 29th.
 */
export function birthdaysOn(day: string): string[] {
  const { inLeapYear } = Temporal.PlainDate.from(day);
  const own = day.slice(5);
  return own === "02-28" && !inLeapYear ? [own, "02-29"] : [own];
}

/** The calendar day in Beijing of an instant, as "2026-11-22". */
export const dayOf = (instant: string | number): string =>
  new Date(new Date(instant).getTime() + 8 * 3_600_000).toISOString().slice(0, 10);

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

import { Temporal } from "temporal-polyfill";
import { businessTimeZone } from "./clock.ts";

/** An instant as the calendar of the place of business has it. */
export const atBusinessPlace = (at: Date) =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(businessTimeZone);

/** The day (YYYY-MM-DD) of an instant at the place of business. */
export const dayOf = (at: Date): string => atBusinessPlace(at).toPlainDate().toString();

/** The hour of the day, 0–23, at the place of business. */
export const hourOf = (at: Date): number => atBusinessPlace(at).hour;

/** The first instant after a day at the place of business. */
export function endOfDay(day: string): Date {
  const next = Temporal.PlainDate.from(day).add({ days: 1 });
  return new Date(next.toZonedDateTime(businessTimeZone).epochMilliseconds);
}

/** The instant at which a day begins at the place of business. */
export const startOfDay = (day: string): Date =>
  new Date(Temporal.PlainDate.from(day).toZonedDateTime(businessTimeZone).epochMilliseconds);

/** The day `days` later. */
export const addDays = (day: string, days: number): string => Temporal.PlainDate.from(day).add({ days }).toString();

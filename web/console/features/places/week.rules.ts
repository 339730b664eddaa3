import { dayOf, nextMonth, shiftDays } from "../../shared/days.ts";

/** What a calendar shows: something that lasts from one instant to another. */
export interface Timed {
  from: string;
  to: string;
}

const minute = 60_000;
const wholeDay = 24 * 60;

/** The instant at which a day begins in Beijing. */
export const startOf = (day: string): number => Date.parse(`${day}T00:00:00+08:00`);

/** The instant of a minute of a day in Beijing. */
export const instantAt = (day: string, minutes: number): string =>
  new Date(startOf(day) + minutes * minute).toISOString();

/** The part of something that lies on a day, in minutes of that day; undefined when none does. */
export function partOn<T extends Timed>(day: string, one: T): { from: number; to: number } | undefined {
  const start = startOf(day);
  const from = Math.max(0, (Date.parse(one.from) - start) / minute);
  const to = Math.min(wholeDay, (Date.parse(one.to) - start) / minute);
  return from < to ? { from, to } : undefined;
}

export interface Hours {
  first: number;
  last: number;
}

/** The hours to show: from eight to ten at night, and more where something lies outside. */
export function hoursFor(days: readonly string[], all: readonly Timed[]): Hours {
  let [first, last] = [8, 22];
  for (const day of days)
    for (const one of all) {
      const part = partOn(day, one);
      // What goes on over midnight fills the days that it touches without making them longer.
      if (part === undefined || part.to - part.from === wholeDay) continue;
      if (part.from > 0) first = Math.min(first, Math.floor(part.from / 60));
      if (part.to < wholeDay) last = Math.max(last, Math.ceil(part.to / 60));
    }
  return { first, last };
}

const grain = 15;

/** The time that a drag marks: from the quarter where it began to the one where it ended, half an hour at least. */
export function draggedTime(from: number, to: number): { from: number; to: number } {
  const snap = (minutes: number) => Math.round(minutes / grain) * grain;
  const [start, end] = from <= to ? [snap(from), snap(to)] : [snap(to), snap(from)];
  return { from: Math.min(start, wholeDay - 30), to: Math.min(wholeDay, Math.max(end, start + 30)) };
}

/** The same day of the next or previous month, or its first day. */
export function shiftMonth(day: string, by: 1 | -1): string {
  const first = `${day.slice(0, 7)}-01`;
  return by === 1 ? nextMonth(day) : `${shiftDays(first, -1).slice(0, 7)}-01`;
}

/** What lies on a day, earliest first. */
export const onDay = <T extends Timed>(day: string, all: readonly T[]): T[] =>
  all.filter((one) => partOn(day, one) !== undefined).sort((a, b) => a.from.localeCompare(b.from));

export const isToday = (day: string, now: number): boolean => dayOf(now) === day;

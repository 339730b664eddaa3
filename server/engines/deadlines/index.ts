/** Working days and clocks: which days are worked, and by when a step must be taken. See README.md. */
import { dayOf } from "#kernel/business-day";
import type { Tx } from "#kernel/context";
import type { Db } from "#kernel/database/db";
import { uuidv7 } from "#kernel/ids";
import { conflict, invalid } from "#kernel/problem";
import { type Calendar, workingDaysAfter } from "./calendar.rules.ts";
import * as calendarStore from "./calendar.store.ts";
import { type Clock, type ClockState, daysLeft, mayMove, recounted, resumed, stateOf } from "./clock.rules.ts";
import * as store from "./clock.store.ts";
import type { CalendarDay } from "./decree.rules.ts";

export {
  type Calendar,
  type DayKind,
  dayKinds,
  isProvisional,
  isWorkingDay,
  workingDaysAfter,
  workingDaysBetween,
} from "./calendar.rules.ts";
export { type CalendarYear, listCalendarYears } from "./calendar.store.ts";
export { type ClockState, clockStates } from "./clock.rules.ts";
export type { TimedObject } from "./clock.store.ts";
export { type DayMark, dayMarkOf, dayMarks } from "./day-marks.rules.ts";
export { type CalendarDay, readDecree } from "./decree.rules.ts";

export async function loadCalendar(db: Db): Promise<Calendar> {
  const rows = await calendarStore.listCalendarDays(db);
  return {
    years: new Map(rows.map(({ year, provisional }) => [year, { provisional }])),
    days: new Map(rows.flatMap(({ days }) => Object.entries(days))),
  };
}

/**
 * Replaces the days of one year, and counts again every running clock that they touch. Gives how many clocks moved. The caller
 * has authorised it. Throws calendar.changed_meanwhile, calendar.day_of_another_year.
 */
export async function saveCalendarYear(
  tx: Tx,
  given: { year: number; source: string; provisional: boolean; edition: number; days: readonly CalendarDay[] },
): Promise<number> {
  const stranger = given.days.find(({ day }) => !day.startsWith(`${given.year}-`));
  if (stranger !== undefined) throw invalid("calendar.day_of_another_year", { day: stranger.day });
  const { days, ...year } = given;
  if (!(await calendarStore.putCalendarYear(tx.db, year))) throw conflict("calendar.changed_meanwhile");
  await calendarStore.removeCalendarDays(tx.db, given.year);
  await calendarStore.insertCalendarDays(tx.db, given.year, [...new Map(days.map((one) => [one.day, one])).values()]);

  const calendar = await loadCalendar(tx.db);
  let moved = 0;
  for (const row of await store.lockRunningClocks(tx.db, given.year)) {
    const now = recounted(row, calendar);
    if (now.dueOn === row.dueOn) continue;
    await store.updateClock(tx.db, { ...now, id: row.id });
    moved++;
  }
  return moved;
}

/** Starts a thing's time: `days` working days after the day of `from`. Gives the due day. One of a kind runs at a time. */
export async function startClock(
  tx: Tx,
  given: { object: store.TimedObject; node: string; kind: string; days: number; from?: Date },
): Promise<{ dueOn: string }> {
  const calendar = await loadCalendar(tx.db);
  const fromOn = dayOf(given.from ?? tx.clock.now());
  const dueOn = workingDaysAfter(fromOn, given.days, calendar);
  await store.insertClock(tx.db, { ...given, id: uuidv7(), fromOn, dueOn });
  return { dueOn };
}

/** Ends a thing's time: what was to be done is done. Nothing happens when none runs. */
export async function stopClock(tx: Tx, object: store.TimedObject, kind: string): Promise<void> {
  await change(tx, { object, kind }, (clock, today) => ({ ...clock, stoppedOn: today }));
}

/** Holds a thing's time, such as while somebody else must answer. */
export async function pauseClock(tx: Tx, object: store.TimedObject, kind: string): Promise<void> {
  await change(tx, { object, kind }, (clock, today) => ({ ...clock, pausedOn: clock.pausedOn ?? today }));
}

/** Lets it go on with what it had left. */
export async function resumeClock(tx: Tx, object: store.TimedObject, kind: string): Promise<void> {
  const calendar = await loadCalendar(tx.db);
  await change(tx, { object, kind }, (clock, today) =>
    clock.pausedOn === null ? clock : resumed(clock, today, calendar),
  );
}

async function change(
  tx: Tx,
  { object, kind }: { object: store.TimedObject; kind: string },
  next: (clock: Clock, today: string) => Clock,
): Promise<void> {
  const row = await store.lockClock(tx.db, object, kind);
  if (row === undefined) return;
  await store.updateClock(tx.db, { ...next(row, dayOf(tx.clock.now())), id: row.id });
}

/** A clock as pages show it. */
export interface ClockView {
  kind: string;
  state: ClockState;
  fromOn: string;
  dueOn: string;
  /** Working days that are left. */
  daysLeft: number;
  /** True while the decree of a year that it runs into is not known. */
  provisional: boolean;
}

/** The clocks of things of one type, by their ids, the latest first. */
export async function listClocks(
  tx: Tx,
  things: { type: string; ids: readonly string[] },
): Promise<Map<string, ClockView[]>> {
  const rows = await store.listClockRows(tx.db, things);
  const calendar = await loadCalendar(tx.db);
  const today = dayOf(tx.clock.now());
  const found = new Map<string, ClockView[]>();
  for (const row of rows) {
    const { kind, fromOn, dueOn } = row;
    const view = { kind, fromOn, dueOn, state: stateOf(row, today, calendar) };
    const counted = { ...view, daysLeft: daysLeft(row, today, calendar), provisional: mayMove(row, calendar) };
    found.set(row.objectId, [...(found.get(row.objectId) ?? []), counted]);
  }
  return found;
}

import { type Calendar, isProvisional, workingDaysAfter, workingDaysBetween } from "./calendar.rules.ts";

export const clockStates = ["on_time", "due_soon", "overdue", "paused", "stopped"] as const;
export type ClockState = (typeof clockStates)[number];

/** The time that one step of one thing has. */
export interface Clock {
  /** Working days that it still had on `fromOn`. */
  days: number;
  fromOn: string;
  dueOn: string;
  pausedOn: string | null;
  stoppedOn: string | null;
}

/** With so many working days left, whoever must act is reminded. */
const soon = 1;

export function stateOf(clock: Clock, today: string, calendar: Calendar): ClockState {
  if (clock.stoppedOn !== null) return "stopped";
  if (clock.pausedOn !== null) return "paused";
  if (today > clock.dueOn) return "overdue";
  return workingDaysBetween(today, clock.dueOn, calendar) <= soon ? "due_soon" : "on_time";
}

/** Working days that are left on `today`; 0 when the time is over. */
export function daysLeft(clock: Clock, today: string, calendar: Calendar): number {
  const at = clock.stoppedOn ?? clock.pausedOn ?? today;
  return workingDaysBetween(at, clock.dueOn, calendar);
}

/** The clock going on from `today` with what it had left when it was paused. */
export function resumed(clock: Clock, today: string, calendar: Calendar): Clock {
  const days = daysLeft(clock, today, calendar);
  return { ...clock, days, fromOn: today, dueOn: workingDaysAfter(today, days, calendar), pausedOn: null };
}

/** The same clock under another calendar. */
export const recounted = (clock: Clock, calendar: Calendar): Clock => ({
  ...clock,
  dueOn: workingDaysAfter(clock.fromOn, clock.days, calendar),
});

/** True while some day up to the due one may still be decreed otherwise. */
export const mayMove = (clock: Clock, calendar: Calendar): boolean =>
  isProvisional(clock.fromOn, calendar) || isProvisional(clock.dueOn, calendar);

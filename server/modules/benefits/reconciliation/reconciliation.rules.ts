import type { DayOfMerchant } from "./reconciliation.store.ts";

export type Fault = "books" | "difference_open" | "shift_open" | "slips" | "not_sent";

/** What the clerks of a merchant counted on a day. */
export interface ShiftsOfDay {
  open: number;
  closed: number;
  /** Slips too many, or (below zero) missing. */
  slips: number;
  notSent: number;
}

export const noShifts: ShiftsOfDay = { open: 0, closed: 0, slips: 0, notSent: 0 };

export const netFen = (day: Pick<DayOfMerchant, "offFen" | "undoneFen" | "returnedFen">): number =>
  day.offFen - day.undoneFen - day.returnedFen;

/** What of a merchant's day is not settled; nothing: it is green. */
export function faultsOfMerchant(day: DayOfMerchant, shifts: ShiftsOfDay): Fault[] {
  const faults: Fault[] = [];
  if (day.differencesOpen > 0) faults.push("difference_open");
  if (shifts.open > 0) faults.push("shift_open");
  if (shifts.slips !== 0) faults.push("slips");
  if (shifts.notSent > 0) faults.push("not_sent");
  return faults;
}

export const faultsOfDay = (merchants: readonly DayOfMerchant[], bookedFen: number): Fault[] =>
  merchants.reduce((sum, day) => sum + netFen(day), 0) === bookedFen ? [] : ["books"];

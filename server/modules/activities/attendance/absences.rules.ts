import { addDays, dayOf, endOfDay } from "#kernel/business-day";

export const effects = ["entry", "weight", "none"] as const;
/** entry: left out of the next rounds · weight: half the tickets of the others for as long · none: nothing follows. */
export type Effect = (typeof effects)[number];

/** What follows from absences, from a day on. */
export interface AbsenceRule {
  id: string;
  validFrom: string;
  absences: number;
  withinDays: number;
  effect: Effect;
  rounds: number;
}

/** The rule that holds on a day: the last that began by then. */
export const ruleOn = <R extends Pick<AbsenceRule, "validFrom">>(rules: readonly R[], day: string): R | undefined =>
  rules.filter((rule) => rule.validFrom <= day).sort((a, b) => (a.validFrom < b.validFrom ? 1 : -1))[0];

export interface Missed {
  claimId: string;
  missedAt: Date;
}

/** The absences that together bring a bar under the rule: those of the last days; undefined when they are too few. */
export function tooMany(
  rule: Pick<AbsenceRule, "absences" | "withinDays" | "effect">,
  missed: readonly Missed[],
  now: Date,
): Missed[] | undefined {
  if (rule.effect === "none") return undefined;
  const since = addDays(dayOf(now), 1 - rule.withinDays);
  const counted = missed.filter(({ missedAt }) => dayOf(missedAt) >= since);
  return counted.length >= rule.absences ? counted : undefined;
}

/**
 * Until when a bar of so many rounds lasts: through the day of the last of them. Without any round known ahead it lasts a week for
 * each, so that a programme in its holidays does not bar for ever.
 */
export function barredUntil(rounds: number, openingsAhead: readonly Date[], now: Date): Date {
  const distinct = [...new Set(openingsAhead.map((at) => at.getTime()))]
    .filter((at) => at > now.getTime())
    .sort((a, b) => a - b);
  const last = distinct[rounds - 1];
  return endOfDay(last === undefined ? addDays(dayOf(now), rounds * 7) : dayOf(new Date(last)));
}

/** Days of the week as RFC 5545 writes them, Monday first. */
export const weekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;
export type Weekday = (typeof weekdays)[number];

/** How often a campaign releases, in the plain choices of the form. */
export const rhythms = ["once", "daily", "weekly", "monthly"] as const;
export type Rhythm = (typeof rhythms)[number];

export interface ScheduleChoices {
  rhythm: Rhythm;
  /** Every second week is 2; from 1. */
  every: number;
  /** Days of the week of a weekly schedule. */
  days: Weekday[];
  /** Number of rounds, the first included. */
  rounds: number;
}

/** At most this many rounds in one campaign, as the server allows. */
export const mostRounds = 60;

const frequency = { daily: "DAILY", weekly: "WEEKLY", monthly: "MONTHLY" } as const;

/** The RFC 5545 rule of the choices (without DTSTART, which is the first opening); null for a single round. */
export function ruleOf({ rhythm, every, days, rounds }: ScheduleChoices): string | null {
  if (rhythm === "once" || rounds <= 1) return null;
  const parts = [`FREQ=${frequency[rhythm]}`];
  if (every > 1) parts.push(`INTERVAL=${every}`);
  if (rhythm === "weekly" && days.length > 0) {
    parts.push(`BYDAY=${weekdays.filter((day) => days.includes(day)).join(",")}`);
  }
  parts.push(`COUNT=${rounds}`);
  return parts.join(";");
}

/** The choices that make a rule; undefined when the rule says more than the form can (it is then kept as it is). */
export function choicesOf(rule: string | null): ScheduleChoices | undefined {
  if (rule === null) return { rhythm: "once", every: 1, days: [], rounds: 1 };
  const parts = new Map(rule.split(";").map((part) => part.split("=", 2) as [string, string]));
  const rhythm = rhythms.find((name) => name !== "once" && frequency[name] === parts.get("FREQ"));
  const known = [...parts.keys()].every((name) => ["FREQ", "INTERVAL", "BYDAY", "COUNT"].includes(name));
  const rounds = Number(parts.get("COUNT"));
  if (!rhythm || !known || !Number.isInteger(rounds)) return undefined;
  const written = parts.get("BYDAY")?.split(",") ?? [];
  const days = weekdays.filter((day) => written.includes(day));
  if (days.length !== written.length) return undefined;
  return { rhythm, every: Number(parts.get("INTERVAL") ?? 1), days, rounds };
}

/** The day of the week in China of an instant: the first opening decides it when nobody chose one. */
export function weekdayOf(instant: Date): Weekday {
  const china = new Date(instant.getTime() + 8 * 3_600_000);
  return weekdays[(china.getUTCDay() + 6) % 7] ?? "MO";
}

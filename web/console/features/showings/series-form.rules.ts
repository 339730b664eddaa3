import type { Series, SeriesInput } from "../../../shared/api-types/index.ts";

export const weekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;
export type Weekday = (typeof weekdays)[number];

/** A series as the form has it: days of the week instead of rules. */
export interface SeriesValues {
  title: string;
  organisationId?: string;
  hallId: string;
  days: Weekday[];
  time: string;
  minutes: number;
  roundDays: Weekday[];
  roundTime: string;
  mode: Series["mode"];
  seatsPerSession: number;
  seatsPerWeek: number | null;
  giveBackMinutes: number;
  shiftTag?: string;
  shiftPercent: number;
  shiftSpillHours: number;
  awardPercent: number;
}

const weekly = (days: readonly Weekday[]) => `FREQ=WEEKLY;BYDAY=${days.join(",")}`;

/** The days of a weekly rule; none for another one. */
export function daysOf(rule: string): Weekday[] {
  const listed = /BYDAY=([A-Z,]+)/.exec(rule)?.[1]?.split(",") ?? [];
  return weekdays.filter((day) => listed.includes(day));
}

export const valuesOf = (series: Series): SeriesValues => {
  const [slot] = series.slots;
  return {
    ...{ title: series.title, hallId: series.hallId, mode: series.mode, awardPercent: series.awardPercent },
    days: series.slots.flatMap(({ rule }) => daysOf(rule)),
    ...{ time: slot?.time ?? "18:30", minutes: slot?.minutes ?? 120 },
    ...{ roundDays: daysOf(series.roundRule), roundTime: series.roundTime },
    ...{ seatsPerSession: series.seatsPerSession, seatsPerWeek: series.seatsPerWeek },
    ...{ giveBackMinutes: series.giveBackMinutes, shiftPercent: series.shiftPercent },
    ...(series.shiftTag === null ? {} : { shiftTag: series.shiftTag }),
    shiftSpillHours: Math.round(series.shiftSpillMinutes / 60),
  };
};

/** What the form says, as the server takes it. */
export function inputOf(values: SeriesValues): Omit<SeriesInput, "organisationId"> {
  const {
    days,
    time,
    minutes,
    roundDays,
    shiftTag,
    shiftPercent,
    shiftSpillHours,
    organisationId: _,
    ...rest
  } = values;
  const tag = shiftTag?.trim() ?? "";
  return {
    ...rest,
    slots: [{ rule: weekly(days), time, minutes }],
    roundRule: weekly(roundDays),
    shiftTag: tag === "" || shiftPercent === 0 ? null : tag,
    shiftPercent: tag === "" ? 0 : shiftPercent,
    shiftSpillMinutes: shiftSpillHours * 60,
  };
}

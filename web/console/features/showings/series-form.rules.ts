import type { Series, SeriesInput } from "../../../shared/api-types/index.ts";

export const weekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;
export type Weekday = (typeof weekdays)[number];

/** Times of some days of the week. */
export interface SlotValues {
  days: Weekday[];
  time: string;
  minutes: number;
  /** The rule that the days were read from; it may say more than they do, such as every other week. */
  rule?: string;
}

export const freshSlot: SlotValues = { days: [], time: "18:30", minutes: 120 };

/** A series as the form has it: days of the week instead of rules. */
export interface SeriesValues {
  title: string;
  organisationId?: string;
  hallId: string;
  slots: SlotValues[];
  roundDays: Weekday[];
  roundTime: string;
  mode: Series["mode"];
  seatsPerSession: number;
  seatsPerWeek: number | null;
  giveBackMinutes: number;
  shiftTag?: string;
  shiftPercent: number;
  shiftSpillHours: number;
  /** HH:MM; empty: with the round. */
  shiftTime?: string;
  awardPercent: number;
}

const weekly = (days: readonly Weekday[]) => `FREQ=WEEKLY;BYDAY=${days.join(",")}`;

/** The days of a weekly rule; none for another one. */
export function daysOf(rule: string): Weekday[] {
  const listed = /BYDAY=([A-Z,]+)/.exec(rule)?.[1]?.split(",") ?? [];
  return weekdays.filter((day) => listed.includes(day));
}

/** A rule stays as it was while its days do. */
const ruleOf = ({ days, rule }: Pick<SlotValues, "days" | "rule">): string =>
  rule !== undefined && weekly(daysOf(rule)) === weekly(sorted(days)) ? rule : weekly(sorted(days));

const sorted = (days: readonly Weekday[]) => weekdays.filter((day) => days.includes(day));

export const valuesOf = (series: Series): SeriesValues => ({
  ...{ title: series.title, hallId: series.hallId, mode: series.mode, awardPercent: series.awardPercent },
  slots: series.slots.map(({ rule, time, minutes }) => ({ days: daysOf(rule), time, minutes, rule })),
  ...{ roundDays: daysOf(series.roundRule), roundTime: series.roundTime },
  ...{ seatsPerSession: series.seatsPerSession, seatsPerWeek: series.seatsPerWeek },
  ...{ giveBackMinutes: series.giveBackMinutes, shiftPercent: series.shiftPercent },
  ...(series.shiftTag === null ? {} : { shiftTag: series.shiftTag }),
  shiftSpillHours: Math.round(series.shiftSpillMinutes / 60),
  ...(series.shiftTime === null ? {} : { shiftTime: series.shiftTime }),
});

/** What the form says of a series that is, or is to be. */
export function inputOf(values: SeriesValues, before?: Pick<Series, "roundRule">): Omit<SeriesInput, "organisationId"> {
  const { slots, roundDays, shiftTag, shiftPercent, shiftSpillHours, shiftTime, organisationId: _, ...rest } = values;
  const tag = shiftTag?.trim() ?? "";
  return {
    ...rest,
    slots: slots.map((slot) => ({ rule: ruleOf(slot), time: slot.time, minutes: slot.minutes })),
    roundRule: ruleOf({ days: roundDays, ...(before === undefined ? {} : { rule: before.roundRule }) }),
    shiftTag: tag === "" || shiftPercent === 0 ? null : tag,
    shiftPercent: tag === "" ? 0 : shiftPercent,
    shiftSpillMinutes: shiftSpillHours * 60,
    shiftTime: tag === "" || shiftPercent === 0 ? null : (shiftTime ?? null),
  };
}

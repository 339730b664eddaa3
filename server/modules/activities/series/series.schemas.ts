import { z } from "zod";
import { Instant } from "#kernel/http/http.schemas";
import { EligibilityRule } from "#modules/releases";
import { effects } from "../attendance/absences.rules.ts";
import { haveSoundShares } from "../plans/seats.rules.ts";
import { HallRef } from "../sessions/session.schemas.ts";

const minutesOfAMonth = 31 * 24 * 60;
const Rule = z.string().trim().min(1).max(400);
const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** Days by RFC 5545 (no finer), the time of day at the place of business, and the length. */
export const Slot = z
  .strictObject({ rule: Rule, time: Time, minutes: z.number().int().min(15).max(600) })
  .meta({ id: "SeriesSlot" });

const shape = {
  title: z.string().trim().min(1).max(60),
  about: z.string().trim().max(2000),
  hallId: z.uuid(),
  slots: z.array(Slot).min(1).max(14),
  roundRule: Rule,
  roundTime: Time,
  mode: z.enum(["grab", "draw", "first_come"]),
  entryMinutes: z.number().int().min(0).max(minutesOfAMonth),
  seatsPerSession: z.number().int().min(1).max(20),
  seatsPerWeek: z.number().int().min(1).max(50).nullable(),
  giveBackMinutes: z.number().int().min(0).max(10_080),
  askMinutes: z.number().int().min(15).max(1440).nullable(),
  doorsMinutes: z.number().int().min(10).max(480),
  shiftTag: z.string().trim().min(1).max(40).nullable(),
  shiftPercent: z.number().int().min(0).max(90),
  shiftSpillMinutes: z.number().int().min(0).max(20_160),
  /** The hour at which their share opens on the day of the round, or on the next day when that hour is not later; null: with the round. */
  shiftTime: Time.nullable(),
  awardPercent: z.number().int().min(0).max(90),
  awardSpillMinutes: z.number().int().min(0).max(20_160),
  eligibility: z.array(EligibilityRule).max(10),
};

export const NewSeries = z
  .strictObject({
    organisationId: z.uuid(),
    ...shape,
    about: shape.about.default(""),
    mode: shape.mode.default("grab"),
    entryMinutes: shape.entryMinutes.default(10),
    seatsPerSession: shape.seatsPerSession.default(1),
    seatsPerWeek: shape.seatsPerWeek.default(null),
    giveBackMinutes: shape.giveBackMinutes.default(120),
    askMinutes: shape.askMinutes.default(120),
    doorsMinutes: shape.doorsMinutes.default(60),
    shiftTag: shape.shiftTag.default(null),
    shiftPercent: shape.shiftPercent.default(0),
    shiftSpillMinutes: shape.shiftSpillMinutes.default(1440),
    shiftTime: shape.shiftTime.default(null),
    awardPercent: shape.awardPercent.default(0),
    awardSpillMinutes: shape.awardSpillMinutes.default(1440),
    eligibility: shape.eligibility.default([]),
  })
  .refine(haveSoundShares, { path: ["shiftPercent"] });
export type NewSeries = z.output<typeof NewSeries>;
export const SeriesChange = z.strictObject({ ...shape, state: z.enum(["active", "ended"]) }).partial();
export type SeriesChange = z.output<typeof SeriesChange>;

export const AbsenceRule = z
  .object({
    id: z.uuid(),
    validFrom: z.iso.date(),
    absences: z.number().int(),
    withinDays: z.number().int(),
    effect: z.enum(effects),
    rounds: z.number().int(),
    madeBy: z.string(),
    madeAt: Instant,
  })
  .meta({ id: "AbsenceRule" });
export const NewAbsenceRule = z.strictObject({
  validFrom: z.iso.date(),
  absences: z.number().int().min(1).max(50),
  withinDays: z.number().int().min(1).max(730),
  effect: z.enum(effects),
  rounds: z.number().int().min(1).max(52),
});

export const Series = z
  .object({
    id: z.uuid(),
    organisationId: z.uuid(),
    organisationName: z.string(),
    kind: z.literal("showing"),
    ...shape,
    hall: HallRef,
    state: z.enum(["active", "ended"]),
    rules: z.array(AbsenceRule),
    can: z.object({ manage: z.boolean() }),
  })
  .meta({ id: "Series" });
export type Series = z.infer<typeof Series>;
export const SeriesList = z.object({ items: z.array(Series) }).meta({ id: "SeriesList" });
export const SeriesParams = z.object({ seriesId: z.uuid() });

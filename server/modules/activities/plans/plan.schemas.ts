import { z } from "zod";
import { dayMarks } from "#engines/deadlines";
import { DecisionView, decisionFields } from "#engines/decisions";
import { addDays } from "#kernel/business-day";
import { Instant, PageQuery, pageOf } from "#kernel/http/http.schemas";
import { planStates } from "../activities.policy.ts";
import { Session } from "../sessions/session.schemas.ts";

/** A planned session, with what speaks for looking at it again. */
export const PlannedSession = Session.extend({
  audienceOrganisationId: z.uuid().nullable(),
  edition: z.number().int(),
  /** What sets its day apart. */
  mark: z.enum(dayMarks).nullable(),
  /** What has the hall at that time, as the planner may see it. */
  clash: z.object({ title: z.string(), startsAt: Instant, endsAt: Instant }).nullable(),
}).meta({ id: "PlannedSession" });

export const Plan = z
  .object({
    id: z.uuid(),
    seriesId: z.uuid(),
    seriesTitle: z.string(),
    organisationId: z.uuid(),
    organisationName: z.string(),
    title: z.string(),
    startsOn: z.iso.date(),
    endsOn: z.iso.date(),
    state: z.enum(planStates),
    reason: z.string().nullable(),
    revision: z.number().int(),
    createdBy: z.string().nullable(),
    sessions: z.number().int(),
    withoutFilm: z.number().int(),
    can: z.object({ edit: z.boolean(), submit: z.boolean(), check: z.boolean(), approve: z.boolean() }),
  })
  .meta({ id: "Plan" });
export type Plan = z.infer<typeof Plan>;

export const PlanDetail = Plan.extend({
  items: z.array(PlannedSession),
  /** The days of the plan that are holidays, free or worked by decree (调休), or may become so. */
  days: z.array(z.object({ day: z.iso.date(), mark: z.enum(dayMarks) })),
  decisions: z.array(DecisionView),
}).meta({ id: "PlanDetail" });
export type PlanDetail = z.infer<typeof PlanDetail>;
export const PlanPage = pageOf(Plan).meta({ id: "PlanPage" });
export const PlanParams = z.object({ planId: z.uuid() });
export const PlansQuery = PageQuery.extend({ after: z.uuid().optional(), seriesId: z.uuid().optional() });

const Title = z.string().trim().min(1).max(60);
/** Nobody plans further than a year. */
const mostDays = 366;
export const NewPlan = z
  .strictObject({
    seriesId: z.uuid(),
    title: Title,
    startsOn: z.iso.date(),
    endsOn: z.iso.date(),
    /** Sessions by the rules of the series; without it the plan begins empty. */
    generate: z.boolean().default(true),
  })
  .refine((plan) => plan.startsOn <= plan.endsOn, { path: ["endsOn"] })
  .refine((plan) => plan.endsOn <= addDays(plan.startsOn, mostDays), { path: ["endsOn"] });
export type NewPlan = z.output<typeof NewPlan>;

const sessionShape = {
  startsAt: Instant,
  endsAt: Instant,
  /** When its seats are given out; null for the last round of the series before it, or, for a charter, by its union's list. */
  opensAt: Instant.nullable(),
  filmId: z.uuid().nullable(),
  hallId: z.uuid(),
  /** The union that has the whole house (包场); null for a session open to all. */
  charterOf: z.uuid().nullable(),
};
const inOrder = (session: { startsAt: string; endsAt: string }) =>
  Date.parse(session.startsAt) < Date.parse(session.endsAt);
const Edition = z.number().int().min(1);

export const SessionInput = z.strictObject(sessionShape).refine(inOrder, { path: ["endsAt"] });
export type SessionInput = z.output<typeof SessionInput>;
/** `edition` is the one that was read: what another changed since is not undone unseen. */
export const SessionChange = z
  .strictObject({ ...sessionShape, edition: Edition })
  .refine(inOrder, { path: ["endsAt"] });
export type SessionChange = z.output<typeof SessionChange>;
export const SessionEdition = z.strictObject({ edition: z.coerce.number().pipe(Edition) });
export const PlanSessionParams = z.object({ planId: z.uuid(), sessionId: z.uuid() });
export const Revision = z.strictObject({ revision: z.number().int().min(1) });
export const Decide = z.strictObject({
  revision: z.number().int().min(1),
  verdict: z.enum(["passed", "refused"]),
  ...decisionFields,
});

export const FilmShape = {
  title: z.string().trim().min(1).max(60),
  minutes: z.number().int().min(1).max(600).nullable(),
  language: z.string().trim().max(40),
  about: z.string().trim().max(2000),
  posterFileId: z.uuid().nullable(),
};
export const NewFilm = z.strictObject({
  organisationId: z.uuid(),
  ...FilmShape,
  minutes: FilmShape.minutes.default(null),
  language: FilmShape.language.default(""),
  about: FilmShape.about.default(""),
  posterFileId: FilmShape.posterFileId.default(null),
});
export const FilmChange = z.strictObject(FilmShape).partial();
export const FilmParams = z.object({ filmId: z.uuid() });
export const FilmsQuery = z.strictObject({ q: z.string().max(60).optional() });

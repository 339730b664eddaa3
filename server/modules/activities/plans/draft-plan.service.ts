import { record } from "#kernel/audit/audit";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { authorise, isWithin, pathsHolding } from "#kernel/policy";
import { findOrganisationById } from "#modules/membership";
import { findHalls } from "#modules/places";
import {
  branchOutside,
  changedMeanwhile,
  noSessions,
  noSuchFilm,
  noSuchHall,
  noSuchPlan,
  noSuchSeries,
  noSuchSession,
  tooManySessions,
  unreadableRule,
  wrongDays,
  wrongState,
} from "../activities.errors.ts";
import { mayManage, mayRead, planPolicy } from "../activities.policy.ts";
import { staffOf } from "../actors.ts";
import { findFilm } from "../films/film.store.ts";
import { mostSessions, roundBefore, sessionsBetween } from "../series/schedule.rules.ts";
import { findSeries, type SeriesRow } from "../series/series.store.ts";
import {
  deletePlanned,
  insertSession,
  lockSession,
  type NewSession,
  updatePlanned,
} from "../sessions/session.store.ts";
import type { NewPlan, Plan, PlanDetail, SessionChange, SessionInput } from "./plan.schemas.ts";
import * as store from "./plan.store.ts";
import { viewPlan, viewPlans } from "./plan.view.ts";

/** Opens a plan of some weeks, with the sessions that the rules of its series give. */
export async function draftPlan(ctx: Ctx, input: NewPlan): Promise<PlanDetail> {
  return transact(ctx, async (tx) => {
    const series = await findSeries(tx.db, input.seriesId);
    if (series === undefined || !mayRead(tx.actor, series)) throw noSuchSeries();
    authorise(tx.actor, mayManage, series);
    const sessions = input.generate ? plannedIn(series, input) : [];

    const id = uuidv7();
    const by = staffOf(tx);
    const { node, organisationId } = series;
    const { seriesId, title, startsOn, endsOn } = input;
    const plan = { id, node, organisationId, seriesId, title, startsOn, endsOn };
    await store.insertPlan(tx.db, { ...plan, createdBy: by.id, createdByName: by.name });
    for (const session of sessions) await insertSession(tx.db, { ...session, planId: id });
    await note(tx, { id, node }, "activities.plan_drafted", { sessions: sessions.length });
    return getView(tx, id);
  });
}

/** The sessions of a series on these days. Throws activities.no_sessions, activities.too_many_sessions, activities.unreadable_rule. */
function plannedIn(series: SeriesRow, days: { startsOn: string; endsOn: string }): NewSession[] {
  const times = sessionsBetween(series.slots, series, days);
  if (times === undefined) throw unreadableRule();
  if (times.length === 0) throw noSessions();
  if (times.length > mostSessions) throw tooManySessions(mostSessions);
  return times.map((at) => ({
    ...openTo(series),
    ...at,
    id: uuidv7(),
    planId: null,
    filmId: null,
    hallId: series.hallId,
  }));
}

/** Whose a session of the series is, when it is open to all of its union. */
const openTo = ({ id, node, organisationId }: SeriesRow) => ({
  ...{ node, organisationId, seriesId: id, audience: "open" as const },
  ...{ audienceNode: node, audienceOrganisationId: null },
});

/** Adds a session to a plan that is being written. */
export const addSession = (ctx: Ctx, planId: string, input: SessionInput): Promise<PlanDetail> =>
  changing(ctx, planId, "activities.session_planned", async (tx, { series }) => {
    const session = { ...(await rowOf(tx, series, input)), id: uuidv7(), planId };
    await insertSession(tx.db, session);
    return { sessionId: session.id };
  });

interface Planned {
  planId: string;
  sessionId: string;
}

/** Changes a session that is only planned: time, hall, film, or the union that has the whole house. Throws activities.changed_meanwhile. */
export const changeSession = (ctx: Ctx, at: Planned, { edition, ...input }: SessionChange): Promise<PlanDetail> =>
  changing(ctx, at.planId, "activities.session_replanned", async (tx, { series }) => {
    await lockPlanned(tx, { ...at, edition });
    await updatePlanned(tx.db, { ...(await rowOf(tx, series, input)), id: at.sessionId });
    return { sessionId: at.sessionId };
  });

/** Takes a session that is only planned out of its plan. Throws activities.changed_meanwhile. */
export const removeSession = (ctx: Ctx, at: Planned & { edition: number }): Promise<PlanDetail> =>
  changing(ctx, at.planId, "activities.session_unplanned", async (tx) => {
    await lockPlanned(tx, at);
    await deletePlanned(tx.db, at.sessionId);
    return { sessionId: at.sessionId };
  });

/** Throws activities.no_such_session for what another has removed, activities.changed_meanwhile for what another has changed. */
async function lockPlanned(tx: Tx, { planId, sessionId, edition }: Planned & { edition: number }): Promise<void> {
  const session = await lockSession(tx.db, sessionId);
  if (session?.planId !== planId || session.state !== "planned") throw noSuchSession();
  if (session.edition !== edition) throw changedMeanwhile();
}

/** Checks what a session wants and gives it as a row; a charter must be of a union below the series' own. */
export async function rowOf(
  tx: Tx,
  series: SeriesRow,
  input: SessionInput,
): Promise<Omit<NewSession, "id" | "planId">> {
  if ((await findHalls(tx.db, [input.hallId])).size === 0) throw noSuchHall();
  if (input.filmId !== null && (await findFilm(tx.db, input.filmId)) === undefined) throw noSuchFilm();
  const startsAt = new Date(input.startsAt);
  const opensAt = opensAtOf(series, input, startsAt);
  if (opensAt !== null && opensAt >= startsAt) throw wrongDays();
  return {
    ...openTo(series),
    ...(input.charterOf === null ? {} : await charteredBy(tx, series, input.charterOf)),
    ...{ filmId: input.filmId, hallId: input.hallId, startsAt, endsAt: new Date(input.endsAt), opensAt },
  };
}

/** As it was asked for; else, for what is open to all, the round of the series that releases it. */
function opensAtOf(series: SeriesRow, { opensAt, charterOf }: SessionInput, startsAt: Date): Date | null {
  if (opensAt !== null) return new Date(opensAt);
  return charterOf === null ? roundBefore(series, startsAt) : null;
}

async function charteredBy(tx: Tx, series: SeriesRow, organisationId: string) {
  const union = await findOrganisationById(tx.db, organisationId);
  if (union === undefined || !isWithin(union.node, series.node)) throw branchOutside();
  return { audience: "charter" as const, audienceNode: union.node, audienceOrganisationId: organisationId };
}

type Changing = (tx: Tx, at: { plan: store.PlanRow; series: SeriesRow }) => Promise<Record<string, unknown>>;

/** Changes a plan that is still its writer's. Throws activities.no_such_plan, activities.wrong_state. */
export async function changing(ctx: Ctx, planId: string, action: string, work: Changing): Promise<PlanDetail> {
  return transact(ctx, async (tx) => {
    const plan = await getLocked(tx, planId);
    authorise(tx.actor, mayManage, plan);
    if (!planPolicy.edit(tx.actor, plan)) throw wrongState(plan.state, "edit");
    const series = await findSeries(tx.db, plan.seriesId);
    if (series === undefined) throw noSuchSeries();

    const detail = await work(tx, { plan, series });

    await store.touchPlan(tx.db, planId, staffOf(tx).id);
    await note(tx, plan, action, detail);
    return getView(tx, planId);
  });
}

export const getPlan = (ctx: Ctx, id: string): Promise<PlanDetail> => transact(ctx, (tx) => getView(tx, id));

/** Plans of the subtrees on which the actor may read activities, newest first. */
export async function listPlanViews(
  ctx: Ctx,
  page: { seriesId?: string | undefined; after?: string | undefined; limit: number },
): Promise<{ items: Plan[]; next: string | null }> {
  return transact(ctx, async (tx) => {
    const paths = pathsHolding(tx.actor, "activities.read");
    const rows = await store.listPlans(tx.db, { ...page, paths, limit: page.limit + 1 });
    const shown = rows.slice(0, page.limit);
    const next = rows.length > page.limit ? (shown.at(-1)?.id ?? null) : null;
    return { items: await viewPlans(tx, shown), next };
  });
}

export async function getLocked(tx: Tx, id: string): Promise<store.PlanRow> {
  const plan = await store.lockPlan(tx.db, id);
  if (plan === undefined || !mayRead(tx.actor, plan)) throw noSuchPlan();
  return plan;
}

export async function getView(tx: Tx, id: string): Promise<PlanDetail> {
  const plan = await store.findPlan(tx.db, id);
  if (plan === undefined || !mayRead(tx.actor, plan)) throw noSuchPlan();
  return viewPlan(tx, plan);
}

export const note = (
  tx: Tx,
  plan: Pick<store.PlanRow, "id" | "node">,
  action: string,
  detail: Record<string, unknown> = {},
) => record(tx, { node: plan.node, action, object: { type: "plan", id: plan.id }, detail });

import { type Calendar, dayMarkOf, loadCalendar } from "#engines/deadlines";
import { listDecisions, viewDecision } from "#engines/decisions";
import { addDays, dayOf } from "#kernel/business-day";
import type { Tx } from "#kernel/context";
import { nodeNames } from "#kernel/node-names";
import { can } from "#kernel/policy";
import { findHallClash, findHalls } from "#modules/places";
import { planPolicy } from "../activities.policy.ts";
import { titleOf } from "../sessions/session.rules.ts";
import { listSessions, type SessionRow } from "../sessions/session.store.ts";
import { viewSessions } from "../sessions/session.view.ts";
import type { Plan, PlanDetail } from "./plan.schemas.ts";
import type { PlanRow } from "./plan.store.ts";

/** Two years of four sessions a week: more than any plan holds. */
const mostSessions = 400;

export async function viewPlans(tx: Tx, rows: readonly PlanRow[]): Promise<Plan[]> {
  const names = await nodeNames(tx.db, [...new Set(rows.map((row) => row.organisationId))]);
  return rows.map(({ createdByName, ...row }) => ({
    ...{ id: row.id, seriesId: row.seriesId, seriesTitle: row.seriesTitle, organisationId: row.organisationId },
    ...{ organisationName: names.get(row.organisationId) ?? "", title: row.title },
    ...{ startsOn: row.startsOn, endsOn: row.endsOn, state: row.state, reason: row.reason, revision: row.revision },
    ...{ createdBy: createdByName, sessions: row.sessions, withoutFilm: row.withoutFilm },
    can: can(tx.actor, planPolicy, row),
  }));
}

/** The sessions of a plan with holidays and with what has the hall already, and everything decided about it. */
export async function viewPlan(tx: Tx, row: PlanRow): Promise<PlanDetail> {
  const [plan] = await viewPlans(tx, [row]);
  if (plan === undefined) throw new Error("one plan has one view");
  const sessions = await sessionsOf(tx, row.id);
  const views = await viewSessions(tx, sessions);
  const clashes = await clashesOf(tx, sessions);
  const decisions = await listDecisions(tx.db, { type: "plan", id: row.id });
  const calendar = await loadCalendar(tx.db);
  return {
    ...plan,
    items: views.map((view, index) => {
      const { audienceOrganisationId = null, edition = 1 } = sessions[index] ?? {};
      const day = dayOf(new Date(view.startsAt));
      const clash = clashes.get(view.id) ?? null;
      return {
        ...view,
        ...{ audienceOrganisationId, edition },
        mark: dayMarkOf(day, calendar) ?? null,
        clash,
      };
    }),
    days: markedDays(row, calendar),
    decisions: decisions.map(viewDecision),
  };
}

function markedDays(
  { startsOn, endsOn }: Pick<PlanRow, "startsOn" | "endsOn">,
  calendar: Calendar,
): PlanDetail["days"] {
  const days: PlanDetail["days"] = [];
  for (let day = startsOn; day <= endsOn; day = addDays(day, 1)) {
    const mark = dayMarkOf(day, calendar);
    if (mark !== undefined) days.push({ day, mark });
  }
  return days;
}

export const sessionsOf = (tx: Tx, planId: string): Promise<SessionRow[]> =>
  listSessions(tx.db, { planId, states: ["planned", "scheduled"], limit: mostSessions });

/** What has the hall when planned sessions want it: another booking, or another session of the same plan. */
export async function clashesOf(tx: Tx, sessions: readonly SessionRow[]) {
  const clashes = new Map<string, { title: string; startsAt: string; endsAt: string }>();
  const planned = sessions.filter((one) => one.state === "planned");
  const halls = await findHalls(tx.db, [...new Set(planned.map((session) => session.hallId))]);
  for (const session of planned) {
    const { id, hallId, startsAt, endsAt } = session;
    const purpose = session.audience === "charter" ? ("charter" as const) : ("showing" as const);
    const booking = await findHallClash(tx, { hallId, during: { from: startsAt, to: endsAt }, purpose });
    const cleaning = (halls.get(hallId)?.turnaroundMinutes ?? 0) * 60_000;
    const twin = planned.find((other) => overlaps(other, session, cleaning));
    if (booking !== undefined) clashes.set(id, clash(booking.title, booking.from, booking.freeAt));
    else if (twin !== undefined) clashes.set(id, clash(titleOf(twin), twin.startsAt, twin.endsAt));
  }
  return clashes;
}

const clash = (title: string, from: Date, to: Date) => ({
  ...{ title, startsAt: from.toISOString(), endsAt: to.toISOString() },
});

/** Between two sessions of one hall it is cleaned. */
const overlaps = (a: SessionRow, b: SessionRow, cleaning: number) =>
  a.id !== b.id &&
  a.hallId === b.hallId &&
  a.startsAt.getTime() < b.endsAt.getTime() + cleaning &&
  b.startsAt.getTime() < a.endsAt.getTime() + cleaning;

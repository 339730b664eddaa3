import { listDecisions, viewDecision } from "#engines/decisions";
import { addDays, dayOf } from "#kernel/business-day";
import type { Tx } from "#kernel/context";
import { holidayOf, isNearHoliday } from "#kernel/holidays";
import { nodeNames } from "#kernel/node-names";
import { can } from "#kernel/policy";
import { seeingAll } from "#kernel/sight";
import { listHallBookings } from "#modules/places";
import { planPolicy } from "../activities.policy.ts";
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
  return {
    ...plan,
    items: views.map((view, index) => {
      const { audienceOrganisationId = null, edition = 1 } = sessions[index] ?? {};
      const day = dayOf(new Date(view.startsAt));
      const clash = clashes.get(view.id) ?? null;
      return {
        ...view,
        ...{ audienceOrganisationId, edition },
        holiday: holidayOf(day) ?? null,
        nearHoliday: isNearHoliday(day),
        clash,
      };
    }),
    days: specialDays(row),
    decisions: decisions.map(viewDecision),
  };
}

function specialDays({ startsOn, endsOn }: Pick<PlanRow, "startsOn" | "endsOn">): PlanDetail["days"] {
  const days: PlanDetail["days"] = [];
  for (let day = startsOn; day <= endsOn; day = addDays(day, 1)) {
    const holiday = holidayOf(day) ?? null;
    if (holiday !== null || isNearHoliday(day)) days.push({ day, holiday });
  }
  return days;
}

export const sessionsOf = (tx: Tx, planId: string): Promise<SessionRow[]> =>
  listSessions(tx.db, { planId, states: ["planned", "scheduled"], limit: mostSessions });

/** What has the hall when planned sessions want it: another booking, or another session of the same plan. */
async function clashesOf(tx: Tx, sessions: readonly SessionRow[]) {
  const clashes = new Map<string, { title: string; startsAt: string; endsAt: string }>();
  for (const session of sessions.filter((one) => one.state === "planned")) {
    // When a hall is taken is told to whoever may plan for it; it is the times that count here.
    const [booking] = await seeingAll(tx, () =>
      listHallBookings(tx.db, session.hallId, { from: session.startsAt, to: session.endsAt }, 1),
    );
    const twin = sessions.find((other) => overlaps(other, session));
    if (booking !== undefined)
      clashes.set(session.id, {
        ...{ title: booking.title, startsAt: booking.from.toISOString(), endsAt: booking.freeAt.toISOString() },
      });
    else if (twin !== undefined)
      clashes.set(session.id, {
        ...{ title: twin.filmTitle ?? twin.seriesTitle },
        ...{ startsAt: twin.startsAt.toISOString(), endsAt: twin.endsAt.toISOString() },
      });
  }
  return clashes;
}

const overlaps = (a: SessionRow, b: SessionRow) =>
  a.id !== b.id && a.state === "planned" && a.hallId === b.hallId && a.startsAt < b.endsAt && b.startsAt < a.endsAt;

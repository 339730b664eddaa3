import {
  type AppliedLine,
  type ApplyLine,
  type GivenLine,
  noteWritten,
  type RevertedLine,
  type RevertLine,
  registerSheet,
  type SheetSubject,
  type SheetWork,
} from "#engines/sheets";
import type { Tx } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { authorise } from "#kernel/policy";
import { listHalls, mayReadPlace } from "#modules/places";
import { noSuchPlan, noSuchSeries, wrongState } from "../activities.errors.ts";
import { mayManage, mayRead, planPolicy } from "../activities.policy.ts";
import { staffOf } from "../actors.ts";
import { findFilmsByTitle, insertFilm } from "../films/film.store.ts";
import { getLocked, note } from "../plans/draft-plan.service.ts";
import { findPlan, type PlanRow, touchPlan } from "../plans/plan.store.ts";
import { mostSessions, roundBefore } from "../series/schedule.rules.ts";
import { findSeries, type SeriesRow } from "../series/series.store.ts";
import {
  deletePlanned,
  insertSession,
  listSessions,
  type SessionRow,
  updatePlanned,
} from "../sessions/session.store.ts";
import { proposeShowings, readShowing, type Showing, type ShowingsKnown } from "./propose-showing.rules.ts";
import { readFilm, showingSchema } from "./showing-sheet.rules.ts";

registerSheet({
  schema: showingSchema,
  permission: "activities.manage",
  onBehalf: true,
  subject: async (tx, planId): Promise<SheetSubject | undefined> => {
    const plan = await findPlan(tx.db, planId);
    if (plan === undefined || !mayRead(tx.actor, plan)) return undefined;
    return { nodeId: plan.organisationId, title: `${plan.seriesTitle} · ${plan.title}` };
  },
  propose: async ({ tx, place }, lines) => {
    const plan = await getEditable(tx, place.subjectId);
    return proposeShowings(lines, await knownFor(tx, plan, lines));
  },
  apply,
  revert,
  describe: async () => new Map(), // no row is left to be decided
  written: noteWritten(showingSchema.kind),
});

/** The plan while it is its writers'. Throws activities.no_such_plan, activities.wrong_state, access.forbidden. */
async function getEditable(tx: Tx, planId: string | null): Promise<PlanRow> {
  if (planId === null) throw noSuchPlan();
  const plan = await getLocked(tx, planId);
  authorise(tx.actor, mayManage, plan);
  if (!planPolicy.edit(tx.actor, plan)) throw wrongState(plan.state, "edit");
  return plan;
}

type Known = ShowingsKnown & { films: Map<string, { id: string }>; sessions: SessionRow[] };

/** What the rows are held against: the halls and films that whoever brings them may use, and the plan as it is. */
async function knownFor(tx: Tx, plan: PlanRow, lines: readonly GivenLine[]): Promise<Known> {
  const titles = [...new Set(lines.map(({ values }) => readFilm(values.film)))];
  // The server sees halls of every branch.
  const halls = (await listHalls(tx.db)).filter((hall) => mayReadPlace(tx.actor, hall));
  const sessions = await listSessions(tx.db, { planId: plan.id, limit: mostSessions + 1 });
  const films = await findFilmsByTitle(tx.db, plan.organisationId, titles);
  const usualHallId = (await findSeries(tx.db, plan.seriesId))?.hallId ?? "";
  return { plan, halls, usualHallId, sessions, films, now: tx.clock.now(), most: mostSessions };
}

async function apply({ tx, place }: SheetWork, lines: readonly ApplyLine[]): Promise<AppliedLine[]> {
  const plan = await getEditable(tx, place.subjectId);
  const series = await findSeries(tx.db, plan.seriesId);
  if (series === undefined) throw noSuchSeries();
  const known = await knownFor(tx, plan, lines);
  const applied: AppliedLine[] = [];
  for (const { row, values, outcome, targetId } of lines) {
    const showing = readShowing(values, known);
    if ("refused" in showing) throw new Error("a row that is refused was to be written");
    const filmId = await filmFor(tx, plan, showing, known.films);
    if (outcome === "insert") applied.push({ row, targetId: await addShowing(tx, { plan, series, showing, filmId }) });
    else {
      await setPlannedFilm(tx, known.sessions, targetId, filmId);
      applied.push({ row, targetId: targetId ?? "" });
    }
  }
  if (applied.length > 0) {
    await touchPlan(tx.db, plan.id, staffOf(tx).id);
    const detail = { sessions: applied.length, importId: place.importId };
    await note(tx, plan, "activities.sessions_imported", detail);
  }
  return applied;
}

/** The film of a row; one that nobody has added yet is added. */
async function filmFor(tx: Tx, plan: PlanRow, { film, minutes }: Showing, films: Known["films"]): Promise<string> {
  const known = films.get(film);
  if (known !== undefined) return known.id;
  const { node, organisationId } = plan;
  const fresh = { id: uuidv7(), node, organisationId, title: film, minutes: minutes ?? null };
  await insertFilm(tx.db, { ...fresh, language: "", about: "", posterFileId: null });
  films.set(film, fresh);
  return fresh.id;
}

interface Adding {
  plan: PlanRow;
  series: SeriesRow;
  showing: Showing;
  filmId: string;
}

async function addShowing(tx: Tx, { plan, series, showing, filmId }: Adding): Promise<string> {
  const { startsAt, hallId, minutes } = showing;
  const { node, organisationId } = plan;
  const length = (minutes ?? series.slots[0]?.minutes ?? 120) * 60_000;
  const id = uuidv7();
  await insertSession(tx.db, {
    ...{ id, node, organisationId, seriesId: series.id, planId: plan.id, filmId, hallId, startsAt },
    ...{ endsAt: new Date(startsAt.getTime() + length), opensAt: roundBefore(series, startsAt) },
    ...{ audience: "open", audienceNode: node, audienceOrganisationId: null },
  });
  return id;
}

async function setPlannedFilm(
  tx: Tx,
  sessions: readonly SessionRow[],
  sessionId: string | undefined,
  filmId: string | null,
): Promise<void> {
  const session = sessions.find(({ id }) => id === sessionId);
  if (session === undefined) throw new Error("a session that was to be changed is gone");
  await updatePlanned(tx.db, { ...session, filmId });
}

/**
 * New sessions go, and films become again what they were, as long as the plan is still being written and nobody has changed the session
 * since. Films that the sheet added stay in the library.
 */
async function revert({ tx, place }: SheetWork, lines: readonly RevertLine[]): Promise<RevertedLine[]> {
  const plan = await getLocked(tx, place.subjectId ?? "");
  authorise(tx.actor, mayManage, plan);
  const isOpen = planPolicy.edit(tx.actor, plan);
  const sessions = await listSessions(tx.db, { planId: plan.id, limit: mostSessions + 1 });
  const titles = lines.flatMap(({ before }) => (typeof before.film === "string" ? before.film : []));
  const films = await findFilmsByTitle(tx.db, plan.organisationId, titles);
  const reverted: RevertedLine[] = [];
  for (const line of lines) {
    const session = sessions.find(({ id }) => id === line.targetId);
    const isKept = !isOpen || session === undefined || session.state !== "planned" || !isAsWritten(session, line);
    if (!isKept && line.outcome === "insert") await deletePlanned(tx.db, session.id);
    if (!isKept && line.outcome === "update") {
      const film = films.get(String(line.before.film ?? ""));
      await setPlannedFilm(tx, sessions, session.id, film?.id ?? null);
    }
    reverted.push({ row: line.row, kept: isKept ? keptOf(line, session) : [] });
  }
  if (reverted.some(({ kept }) => kept.length === 0)) {
    await touchPlan(tx.db, plan.id, staffOf(tx).id);
    await note(tx, plan, "activities.sessions_taken_back", { importId: place.importId });
  }
  return reverted;
}

/** The edition of a session that nobody has changed since it was planned. */
const untouched = 1;

const isAsWritten = (session: SessionRow, { outcome, values }: RevertLine): boolean =>
  session.filmTitle === readFilm(values.film) && (outcome === "update" || session.edition === untouched);

/** What somebody has removed since is gone as the import's own taking back would have it. */
const keptOf = ({ outcome, fields }: RevertLine, session: SessionRow | undefined): string[] => {
  if (outcome === "update") return fields;
  return session === undefined ? [] : ["*"];
};

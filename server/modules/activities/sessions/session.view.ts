import type { Tx } from "#kernel/context";
import { nodeNames } from "#kernel/node-names";
import { can } from "#kernel/policy";
import { findHalls } from "#modules/places";
import { sessionPolicy } from "../activities.policy.ts";
import { type FilmRow, findFilms } from "../films/film.store.ts";
import { hallRefs } from "../halls.ts";
import { type CountsRow, countSessions } from "./holders.store.ts";
import { doorsOpenAt, giveBackUntil, stateAt, titleOf } from "./session.rules.ts";
import type { Counts, Film, Session, StaffSession } from "./session.schemas.ts";
import type { SessionRow } from "./session.store.ts";

export const viewFilm = ({ id, title, minutes, language, about, posterFileId }: FilmRow): Film => ({
  ...{ id, title, minutes, language, about, posterFileId },
});

/** Sessions as members and doors read them, in their order. */
export async function viewSessions(tx: Tx, rows: readonly SessionRow[]): Promise<Session[]> {
  const films = await findFilms(
    tx.db,
    rows.flatMap((row) => row.filmId ?? []),
  );
  const hallOf = await hallRefs(
    tx.db,
    rows.map((row) => row.hallId),
  );
  const names = await nodeNames(tx.db, [...new Set(rows.flatMap((row) => row.audienceOrganisationId ?? []))]);
  const now = tx.clock.now();
  return rows.map((row) => {
    const film = films.get(row.filmId ?? "");
    return {
      ...{ id: row.id, kind: "showing" as const, title: titleOf(row), reason: row.reason, audience: row.audience },
      ...{ seriesId: row.seriesId, seriesTitle: row.seriesTitle, film: film === undefined ? null : viewFilm(film) },
      hall: hallOf(row.hallId),
      ...{ startsAt: row.startsAt.toISOString(), endsAt: row.endsAt.toISOString(), state: stateAt(row, now) },
      audienceName: row.audienceOrganisationId === null ? null : (names.get(row.audienceOrganisationId) ?? ""),
      ...{ releaseId: row.releaseId, opensAt: row.opensAt?.toISOString() ?? null },
      giveBackUntil: giveBackUntil(row).toISOString(),
      doorsOpenAt: doorsOpenAt(row).toISOString(),
      seatMapVersion: row.seatMapVersion,
    };
  });
}

const none = { seats: 0, holders: 0, entered: 0, returned: 0, going: 0, notGoing: 0, missed: 0, awarded: 0 };

export const countsOf = (row: CountsRow | undefined): Counts => {
  const { seats, holders, entered, returned } = row ?? none;
  return { seats, holders, entered, returned };
};

/** Sessions as staff read them, with figures and what the actor may do. */
export async function viewForStaff(tx: Tx, rows: readonly SessionRow[]): Promise<StaffSession[]> {
  const views = await viewSessions(tx, rows);
  const counts = await countSessions(
    tx.db,
    rows.map((row) => row.id),
  );
  const halls = await findHalls(tx.db, [...new Set(rows.map((row) => row.hallId))]);
  const now = tx.clock.now();
  return rows.flatMap((row, index) => {
    const view = views[index];
    if (view === undefined) return [];
    const { sessionId: _, ...figures } = counts.get(row.id) ?? { sessionId: row.id, ...none };
    return {
      ...view,
      ...{ planId: row.planId, organisationId: row.organisationId, counts: figures },
      settledAt: row.settledAt?.toISOString() ?? null,
      hallSeatMapVersion: halls.get(row.hallId)?.seatMapVersion ?? null,
      can: can(tx.actor, sessionPolicy, { node: row.node, state: stateAt(row, now), audience: row.audience }),
    };
  });
}

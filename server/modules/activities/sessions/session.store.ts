import { sql } from "kysely";
import type { Db } from "#kernel/database/db";

/** A seat as it was released, with the place that it has in the hall. */
export interface KeptSeat {
  label: string;
  row: number;
  col: number;
  kind: "seat" | "wheelchair" | "blocked";
}

export interface SessionRow {
  id: string;
  node: string;
  organisationId: string;
  seriesId: string;
  planId: string | null;
  filmId: string | null;
  hallId: string;
  startsAt: Date;
  endsAt: Date;
  opensAt: Date | null;
  state: "planned" | "scheduled" | "cancelled";
  reason: string | null;
  audience: "open" | "charter";
  audienceNode: string;
  audienceOrganisationId: string | null;
  releaseId: string | null;
  bookingId: string | null;
  seatMapVersion: number | null;
  sequence: number;
  /** Goes up with every change while it is only planned. */
  edition: number;
  /** When its time or film last changed for whoever had a seat. */
  movedAt: Date | null;
  askedAt: Date | null;
  settledAt: Date | null;
  // Of its series.
  seriesTitle: string;
  giveBackMinutes: number;
  askMinutes: number | null;
  doorsMinutes: number;
  // Of its film.
  filmTitle: string | null;
}

const columns =
  sql.raw(`s.id, s.node::text as node, s.organisation_id, s.series_id, s.plan_id, s.film_id, s.hall_id, s.starts_at,
  s.ends_at, s.opens_at, s.state, s.reason, s.audience, s.audience_node::text as audience_node, s.audience_organisation_id,
  s.release_id, s.booking_id, s.seat_map_version, s.sequence, s.edition, s.moved_at, s.asked_at, s.settled_at,
  r.title as series_title, r.give_back_minutes, r.ask_minutes, r.doors_minutes, f.title as film_title`);
const from = sql.raw(`activities.session s join activities.series r on r.id = s.series_id
  left join activities.film f on f.id = s.film_id`);

export async function findSession(db: Db, id: string): Promise<SessionRow | undefined> {
  const { rows } = await sql<SessionRow>`select ${columns} from ${from} where s.id = ${id}`.execute(db);
  return rows[0];
}

/** The session, held until the transaction ends: changes, doors and the settling come one after another. */
export async function lockSession(db: Db, id: string): Promise<SessionRow | undefined> {
  const { rows } = await sql<SessionRow>`select ${columns} from ${from} where s.id = ${id} for update of s`.execute(db);
  return rows[0];
}

export async function findSessionOfRelease(db: Db, releaseId: string): Promise<SessionRow | undefined> {
  const { rows } = await sql<SessionRow>`select ${columns} from ${from} where s.release_id = ${releaseId}`.execute(db);
  return rows[0];
}

export async function findSessions(db: Db, ids: readonly string[]): Promise<Map<string, SessionRow>> {
  const { rows } = await sql<SessionRow>`select ${columns} from ${from}
    where s.id = any(${[...ids]}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}

/** The sessions behind these releases, by release. */
export async function findSessionsOfReleases(db: Db, releaseIds: readonly string[]): Promise<Map<string, SessionRow>> {
  const { rows } = await sql<SessionRow>`select ${columns} from ${from}
    where s.release_id = any(${[...releaseIds]}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.releaseId ?? "", row]));
}

export interface SessionFilter {
  /** Subtrees; left out where row level security says enough. */
  paths?: readonly string[];
  /** Only whole houses, of unions of these subtrees. */
  charterPaths?: readonly string[];
  from?: Date | undefined;
  to?: Date | undefined;
  seriesId?: string | undefined;
  planId?: string;
  hallId?: string;
  states?: readonly SessionRow["state"][];
  after?: { startsAt: Date; id: string } | undefined;
  limit: number;
}

/** Sessions that begin within the range, in order of time. */
export async function listSessions(db: Db, filter: SessionFilter): Promise<SessionRow[]> {
  const { paths, charterPaths, from: since, to, seriesId, planId, hallId, states, after, limit } = filter;
  const { rows } = await sql<SessionRow>`select ${columns} from ${from}
    where (${paths === undefined ? null : [...paths]}::ltree[] is null or ${[...(paths ?? [])]}::ltree[] @> s.node)
      and (${charterPaths === undefined ? null : [...charterPaths]}::ltree[] is null
        or (s.audience = 'charter' and ${[...(charterPaths ?? [])]}::ltree[] @> s.audience_node))
      and s.starts_at >= coalesce(${since ?? null}::timestamptz, '-infinity')
      and s.starts_at < coalesce(${to ?? null}::timestamptz, 'infinity')
      and (${seriesId ?? null}::uuid is null or s.series_id = ${seriesId ?? null}::uuid)
      and (${planId ?? null}::uuid is null or s.plan_id = ${planId ?? null}::uuid)
      and (${hallId ?? null}::uuid is null or s.hall_id = ${hallId ?? null}::uuid)
      and (${states === undefined ? null : [...states]}::text[] is null or s.state = any(${[...(states ?? [])]}::text[]))
      and (${after?.id ?? null}::uuid is null or (s.starts_at, s.id) > (${after?.startsAt ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by s.starts_at, s.id limit ${limit}`.execute(db);
  return rows;
}

export interface NewSession {
  id: string;
  node: string;
  organisationId: string;
  seriesId: string;
  planId: string | null;
  filmId: string | null;
  hallId: string;
  startsAt: Date;
  endsAt: Date;
  opensAt: Date | null;
  audience: "open" | "charter";
  audienceNode: string;
  audienceOrganisationId: string | null;
}

export const insertSession = (db: Db, s: NewSession) =>
  sql`insert into activities.session (id, node, organisation_id, series_id, plan_id, film_id, hall_id, starts_at, ends_at, opens_at,
      audience, audience_node, audience_organisation_id)
    values (${s.id}, ${s.node}::ltree, ${s.organisationId}, ${s.seriesId}, ${s.planId}, ${s.filmId}, ${s.hallId},
      ${s.startsAt}, ${s.endsAt}, ${s.opensAt}, ${s.audience}, ${s.audienceNode}::ltree, ${s.audienceOrganisationId})`.execute(
    db,
  );

/** Writes what may change in a session that is only planned. */
export const updatePlanned = (
  db: Db,
  s: Pick<
    NewSession,
    | "id"
    | "filmId"
    | "hallId"
    | "startsAt"
    | "endsAt"
    | "opensAt"
    | "audience"
    | "audienceNode"
    | "audienceOrganisationId"
  >,
) =>
  sql`update activities.session set film_id = ${s.filmId}, hall_id = ${s.hallId}, starts_at = ${s.startsAt}, ends_at = ${s.endsAt},
      opens_at = ${s.opensAt}, audience = ${s.audience}, audience_node = ${s.audienceNode}::ltree,
      audience_organisation_id = ${s.audienceOrganisationId}, edition = edition + 1
    where id = ${s.id} and state = 'planned'`.execute(db);

/** Only what was never released goes without a trace. */
export const deletePlanned = (db: Db, id: string) =>
  sql`delete from activities.session where id = ${id} and state = 'planned'`.execute(db);

export const markScheduled = (
  db: Db,
  s: { id: string; releaseId: string; bookingId: string; seatMapVersion: number; seats: readonly KeptSeat[] },
) =>
  sql`update activities.session set state = 'scheduled', release_id = ${s.releaseId}, booking_id = ${s.bookingId},
      seat_map_version = ${s.seatMapVersion}, seats = ${JSON.stringify(s.seats)}::jsonb
    where id = ${s.id}`.execute(db);

export const markCancelled = (db: Db, id: string, reason: string) =>
  sql`update activities.session set state = 'cancelled', reason = ${reason}, sequence = sequence + 1,
      settled_at = clock_timestamp() where id = ${id}`.execute(db);

/** Another film: who has a seat now may give it back until the start, as when the time changes. */
export const setFilm = (db: Db, id: string, filmId: string, reason: string) =>
  sql`update activities.session set film_id = ${filmId}, reason = ${reason}, sequence = sequence + 1, moved_at = clock_timestamp()
    where id = ${id}`.execute(db);

/** Other times: who has a seat now may give it back until the start without it being held against them. */
export const setTimes = (db: Db, s: { id: string; startsAt: Date; endsAt: Date; reason: string }) =>
  sql`update activities.session set starts_at = ${s.startsAt}, ends_at = ${s.endsAt}, reason = ${s.reason},
      sequence = sequence + 1, moved_at = clock_timestamp(), asked_at = null where id = ${s.id}`.execute(db);

export const setHall = (
  db: Db,
  s: { id: string; hallId: string; seatMapVersion: number; seats: readonly KeptSeat[]; reason: string },
) =>
  sql`update activities.session set hall_id = ${s.hallId}, seat_map_version = ${s.seatMapVersion},
      seats = ${JSON.stringify(s.seats)}::jsonb, reason = ${s.reason}, sequence = sequence + 1
    where id = ${s.id}`.execute(db);

export const markAsked = (db: Db, id: string) =>
  sql`update activities.session set asked_at = clock_timestamp() where id = ${id}`.execute(db);

export const markSettled = (db: Db, id: string) =>
  sql`update activities.session set settled_at = clock_timestamp() where id = ${id}`.execute(db);

/** The seats as they were released. */
export async function seatsOf(db: Db, sessionId: string): Promise<KeptSeat[]> {
  const { rows } = await sql<{ seats: KeptSeat[] }>`select seats from activities.session
    where id = ${sessionId}`.execute(db);
  return rows[0]?.seats ?? [];
}

/** The labels of the seats that a session was released with. */
export async function listSeatLabels(db: Db, sessionId: string): Promise<string[]> {
  const { rows } = await sql<{ label: string }>`select seat.label from activities.session s
    cross join lateral jsonb_to_recordset(s.seats) as seat (label text, kind text)
    where s.id = ${sessionId} and seat.kind <> 'blocked'`.execute(db);
  return rows.map(({ label }) => label);
}

/** The places in the hall of the seats with these labels, session by session. */
export async function findSeats(
  db: Db,
  wanted: readonly { sessionId: string; label: string }[],
): Promise<Map<string, { label: string; row: number; col: number }>> {
  const { rows } = await sql<{ sessionId: string; label: string; row: number; col: number }>`
    select s.id as session_id, seat.label, seat.row, seat.col
    from unnest(${wanted.map((one) => one.sessionId)}::uuid[], ${wanted.map((one) => one.label)}::text[]) as w (id, label)
    join activities.session s on s.id = w.id
    cross join lateral jsonb_to_recordset(s.seats) as seat (label text, "row" integer, col integer)
    where seat.label = w.label`.execute(db);
  return new Map(rows.map(({ sessionId, ...seat }) => [`${sessionId} ${seat.label}`, seat]));
}

export interface ChangeRow {
  id: string;
  sessionId: string;
  node: string;
  kind: "film" | "time" | "cancelled" | "hall" | "reseated";
  reason: string;
  touched: number;
  waiting: number;
  detail: Record<string, string | number | null>;
  madeBy: string;
  madeAt: Date;
}

export const insertChange = (db: Db, c: Omit<ChangeRow, "madeAt">) =>
  sql`insert into activities.change (id, session_id, node, kind, reason, touched, waiting, detail, made_by)
    values (${c.id}, ${c.sessionId}, ${c.node}::ltree, ${c.kind}, ${c.reason}, ${c.touched}, ${c.waiting},
      ${JSON.stringify(c.detail)}::jsonb, ${c.madeBy})`.execute(db);

export async function listChanges(db: Db, sessionId: string): Promise<ChangeRow[]> {
  const { rows } =
    await sql<ChangeRow>`select id, session_id, node::text as node, kind, reason, touched, waiting, detail, made_by,
      made_at from activities.change where session_id = ${sessionId} order by id desc limit 100`.execute(db);
  return rows;
}

/** Sessions whose holders are to be asked now, or that ended so long ago and are not settled yet. */
export async function listDue(db: Db, due: { toAsk: true } | { endedHours: number }): Promise<string[]> {
  const which =
    "toAsk" in due
      ? sql`s.asked_at is null and r.ask_minutes is not null and s.starts_at > clock_timestamp()
          and s.starts_at <= clock_timestamp() + make_interval(mins => r.ask_minutes)`
      : sql`s.settled_at is null and s.ends_at <= clock_timestamp() - make_interval(hours => ${due.endedHours})`;
  const { rows } = await sql<{ id: string }>`select s.id from activities.session s
    join activities.series r on r.id = s.series_id
    where s.state = 'scheduled' and ${which} order by s.starts_at limit 200`.execute(db);
  return rows.map((row) => row.id);
}

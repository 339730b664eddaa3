import { sql } from "kysely";
import { businessTimeZone } from "#kernel/clock";
import type { Db } from "#kernel/database/db";

export interface YearRow {
  year: number;
  sessions: number;
  charters: number;
  cancelled: number;
  given: number;
  attendances: number;
  charterAttendances: number;
  persons: number;
  missed: number;
  weeks: number;
}

/** The years of a series as this platform knows them: sessions that took place, and what came of their seats. */
export async function countYears(db: Db, seriesId: string): Promise<YearRow[]> {
  const { rows } = await sql<YearRow>`
    with held as (
      select s.id, s.release_id, s.audience, s.state, s.starts_at at time zone ${businessTimeZone} as at
      from activities.session s where s.series_id = ${seriesId} and s.state <> 'planned'
        and (s.state = 'cancelled' or s.ends_at <= clock_timestamp())
    ), of_session as (
      select h.id, h.audience, h.state, extract(year from h.at)::int as year, date_trunc('week', h.at) as week,
        (select count(*)::int from stock.quota q join stock.claim c on c.quota_id = q.id
          where (q.id = h.release_id or q.parent_id = h.release_id) and c.state in ('active', 'redeemed', 'lapsed')) as given,
        (select count(*)::int from activities.check_in i where i.session_id = h.id and i.undone_at is null) as entered,
        (select count(*)::int from activities.absence a where a.session_id = h.id
          and a.excuse_state is distinct from 'accepted') as missed
      from held h
    )
    select year, count(*) filter (where state = 'scheduled')::int as sessions,
      count(*) filter (where state = 'scheduled' and audience = 'charter')::int as charters,
      count(*) filter (where state = 'cancelled')::int as cancelled, sum(given)::int as given, sum(entered)::int as attendances,
      coalesce(sum(entered) filter (where audience = 'charter'), 0)::int as charter_attendances,
      (select count(distinct i.person_id)::int from activities.check_in i join of_session o on o.id = i.session_id
        where o.year = s.year and i.undone_at is null) as persons,
      sum(missed)::int as missed, count(distinct week) filter (where state = 'scheduled')::int as weeks
    from of_session s group by year order by year desc`.execute(db);
  return rows;
}

/** What else a hall was used for, by year: meetings and trainings that were held. */
export async function countOtherEvents(db: Db, hallId: string): Promise<Map<number, number>> {
  const { rows } = await sql<{ year: number; events: number }>`
    select extract(year from b.starts_at at time zone ${businessTimeZone})::int as year, count(*)::int as events
    from places.booking b where b.hall_id = ${hallId} and b.state = 'confirmed' and b.purpose in ('meeting', 'training')
      and b.ends_at <= clock_timestamp() group by 1`.execute(db);
  return new Map(rows.map((row) => [row.year, row.events]));
}

export interface PastYearRow {
  year: number;
  sessions: number;
  charters: number;
  attendances: number;
  persons: number | null;
  otherEvents: number;
  source: string;
  enteredBy: string;
  enteredAt: Date;
}

export async function listPastYears(db: Db, seriesId: string): Promise<PastYearRow[]> {
  const { rows } =
    await sql<PastYearRow>`select year, sessions, charters, attendances, persons, other_events, source, entered_by,
      entered_at from activities.past_year where series_id = ${seriesId} order by year desc`.execute(db);
  return rows;
}

export const upsertPastYear = (db: Db, y: Omit<PastYearRow, "enteredAt"> & { seriesId: string; node: string }) =>
  sql`insert into activities.past_year (series_id, year, node, sessions, charters, attendances, persons, other_events, source, entered_by)
    values (${y.seriesId}, ${y.year}, ${y.node}::ltree, ${y.sessions}, ${y.charters}, ${y.attendances}, ${y.persons},
      ${y.otherEvents}, ${y.source}, ${y.enteredBy})
    on conflict (series_id, year) do update set sessions = excluded.sessions, charters = excluded.charters,
      attendances = excluded.attendances, persons = excluded.persons, other_events = excluded.other_events,
      source = excluded.source, entered_by = excluded.entered_by, entered_at = clock_timestamp()`.execute(db);

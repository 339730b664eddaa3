import { sql } from "kysely";
import type { Db } from "#kernel/database/db";
import type { DayKind } from "./calendar.rules.ts";
import type { CalendarDay } from "./decree.rules.ts";

export interface CalendarYear {
  year: number;
  source: string;
  provisional: boolean;
  /** Counts the changes: whoever saves has read this one. */
  edition: number;
  updatedAt: Date;
  days: CalendarDay[];
}

const yearColumns =
  sql.raw(`y.year, y.source, y.provisional, y.edition, y.updated_at, coalesce((select jsonb_agg(jsonb_build_object(
  'day', d.day, 'kind', d.kind, 'name', d.name) order by d.day) from deadlines.calendar_day d where d.year = y.year), '[]') as days`);

/** Every year that was entered, the newest first. */
export async function listCalendarYears(db: Db): Promise<CalendarYear[]> {
  const { rows } =
    await sql<CalendarYear>`select ${yearColumns} from deadlines.calendar_year y order by y.year desc`.execute(db);
  return rows;
}

/** The days that differ from their weekday, with the years that were entered at all. */
export async function listCalendarDays(db: Db) {
  const { rows } = await sql<{ year: number; provisional: boolean; days: Record<string, DayKind> }>`
    select y.year, y.provisional, coalesce((select jsonb_object_agg(d.day, d.kind) from deadlines.calendar_day d
      where d.year = y.year), '{}') as days
    from deadlines.calendar_year y`.execute(db);
  return rows;
}

/** Puts a year whose last edition is `edition` (0: there is none); false when somebody else was first. */
export async function putCalendarYear(db: Db, year: Omit<CalendarYear, "updatedAt" | "days">): Promise<boolean> {
  const { rows } = await sql`insert into deadlines.calendar_year (year, source, provisional)
    select ${year.year}, ${year.source}, ${year.provisional} where ${year.edition}::integer = 0
    on conflict do nothing returning 1`.execute(db);
  if (rows.length > 0) return true;
  const changed =
    await sql`update deadlines.calendar_year set source = ${year.source}, provisional = ${year.provisional},
      edition = edition + 1, updated_at = clock_timestamp()
    where year = ${year.year} and edition = ${year.edition} returning 1`.execute(db);
  return changed.rows.length > 0;
}

export const removeCalendarDays = (db: Db, year: number) =>
  sql`delete from deadlines.calendar_day where year = ${year}`.execute(db);

export const insertCalendarDays = (db: Db, year: number, days: readonly CalendarDay[]) =>
  sql`insert into deadlines.calendar_day (day, year, kind, name)
    select day, ${year}, kind, name from unnest(${days.map((one) => one.day)}::date[], ${days.map((one) => one.kind)}::text[],
      ${days.map((one) => one.name)}::text[]) as t (day, kind, name)`.execute(db);

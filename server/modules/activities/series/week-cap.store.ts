import { sql } from "kysely";
import type { Db } from "#kernel/database/db";

interface Week {
  seriesId: string;
  week: string;
  maxUnits: number;
}

/** The limit that the sessions of a week share already. */
export async function findWeekCap(db: Db, w: Week): Promise<string | undefined> {
  const { rows } = await sql<{ capId: string }>`select cap_id from activities.week_cap
    where series_id = ${w.seriesId} and week = ${w.week}::date and max_units = ${w.maxUnits}`.execute(db);
  return rows[0]?.capId;
}

export const insertWeekCap = (db: Db, w: Week & { capId: string; node: string }) =>
  sql`insert into activities.week_cap (series_id, week, max_units, cap_id, node)
    values (${w.seriesId}, ${w.week}::date, ${w.maxUnits}, ${w.capId}, ${w.node}::ltree)`.execute(db);

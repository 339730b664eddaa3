import { sql } from "kysely";
import type { Db } from "#kernel/database/db";

/** The database's clock, by which deadlines are judged whatever the process's own clock says. */
export async function databaseNow(db: Db): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(db);
  const now = rows[0]?.now;
  if (now === undefined) throw new Error("the database gave no time");
  return now;
}

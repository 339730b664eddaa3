import { sql } from "kysely";
import type { Db } from "#kernel/database/db";
import type { Clock } from "./clock.rules.ts";

/** The thing whose time runs: its type as in audit records, and its id. */
export interface TimedObject {
  type: string;
  id: string;
}

export interface ClockRow extends Clock {
  id: string;
  objectId: string;
  kind: string;
}

const columns = sql.raw("id, object_id, kind, days, from_on, due_on, paused_on, stopped_on");

export const insertClock = (
  db: Db,
  c: { id: string; object: TimedObject; node: string; kind: string; days: number; fromOn: string; dueOn: string },
) =>
  sql`insert into deadlines.clock (id, object_type, object_id, node, kind, days, from_on, due_on)
    values (${c.id}::uuid, ${c.object.type}, ${c.object.id}::uuid, ${c.node}::ltree, ${c.kind}, ${c.days}, ${c.fromOn}::date,
      ${c.dueOn}::date)`.execute(db);

/** The running (or paused) clock of a thing, locked. */
export async function lockClock(db: Db, object: TimedObject, kind: string): Promise<ClockRow | undefined> {
  const { rows } = await sql<ClockRow>`select ${columns} from deadlines.clock
    where object_type = ${object.type} and object_id = ${object.id}::uuid and kind = ${kind} and stopped_on is null for update`.execute(
    db,
  );
  return rows[0];
}

export const updateClock = (db: Db, { id, ...c }: Clock & { id: string }) =>
  sql`update deadlines.clock set days = ${c.days}, from_on = ${c.fromOn}::date, due_on = ${c.dueOn}::date,
      paused_on = ${c.pausedOn}::date, stopped_on = ${c.stoppedOn}::date
    where id = ${id}::uuid`.execute(db);

/** All clocks of these things, the latest first. */
export async function listClockRows(
  db: Db,
  { type, ids }: { type: string; ids: readonly string[] },
): Promise<ClockRow[]> {
  const { rows } = await sql<ClockRow>`select ${columns} from deadlines.clock
    where object_type = ${type} and object_id = any(${[...ids]}::uuid[]) order by started_at desc, id desc`.execute(db);
  return rows;
}

/** Running clocks whose due day another calendar of this year may move, locked. */
export async function lockRunningClocks(db: Db, year: number): Promise<ClockRow[]> {
  const { rows } = await sql<ClockRow>`select ${columns} from deadlines.clock
    where stopped_on is null and paused_on is null and extract(year from from_on) <= ${year} and extract(year from due_on) >= ${year}
    order by id for update`.execute(db);
  return rows;
}

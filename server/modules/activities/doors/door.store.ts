import { sql } from "kysely";
import type { Db } from "#kernel/database/db";

export interface DoorRow {
  id: string;
  node: string;
  hallId: string;
  day: string;
  name: string;
  pairedBy: string;
  pairedAt: Date;
  untilAt: Date;
}

const columns = sql.raw("d.id, d.node::text as node, d.hall_id, d.day, d.name, d.paired_by, d.paired_at, d.until_at");

/** A door while it is in use. */
export async function findDoor(db: Db, id: string): Promise<DoorRow | undefined> {
  const { rows } = await sql<DoorRow>`select ${columns} from activities.door d
    where d.id = ${id} and d.retired_at is null and d.until_at > clock_timestamp()`.execute(db);
  return rows[0];
}

export const insertDoor = (db: Db, d: Omit<DoorRow, "pairedAt">) =>
  sql`insert into activities.door (id, node, hall_id, day, name, paired_by, until_at)
    values (${d.id}, ${d.node}::ltree, ${d.hallId}, ${d.day}::date, ${d.name}, ${d.pairedBy}, ${d.untilAt})`.execute(
    db,
  );

export const retireDoor = (db: Db, id: string) =>
  sql`update activities.door set retired_at = clock_timestamp() where id = ${id} and retired_at is null`.execute(db);

/** The doors in use of one hall on one day, with how many they let in. */
export async function listDoors(db: Db, hallId: string, day: string): Promise<(DoorRow & { entered: number })[]> {
  const { rows } = await sql<DoorRow & { entered: number }>`select ${columns},
      (select count(*)::int from activities.check_in i where i.door_id = d.id and i.undone_at is null) as entered
    from activities.door d where d.hall_id = ${hallId} and d.day = ${day}::date and d.retired_at is null order by d.id`.execute(
    db,
  );
  return rows;
}

export const insertDoorCode = (
  db: Db,
  c: { hash: Buffer; node: string; hallId: string; day: string; madeBy: string | null; uses: number; expiresAt: Date },
) =>
  sql`insert into activities.door_code (code_hash, node, hall_id, day, made_by, uses_left, expires_at)
    values (${c.hash}, ${c.node}::ltree, ${c.hallId}, ${c.day}::date, ${c.madeBy}, ${c.uses}, ${c.expiresAt})`.execute(
    db,
  );

/** Uses a code once; of several phones at once as many get it as it has uses left. */
export async function takeDoorCode(
  db: Db,
  hash: Buffer,
): Promise<{ node: string; hallId: string; day: string; expiresAt: Date } | undefined> {
  const { rows } = await sql<{ node: string; hallId: string; day: string; expiresAt: Date }>`
    update activities.door_code set uses_left = uses_left - 1
    where code_hash = ${hash} and uses_left > 0 and expires_at > clock_timestamp()
    returning node::text as node, hall_id, day, expires_at`.execute(db);
  return rows[0];
}

/** Removes codes that are long over. */
export const sweepDoorCodes = (db: Db) =>
  sql`delete from activities.door_code where expires_at < clock_timestamp() - interval '1 day'`.execute(db);

export interface CheckInRow {
  id: string;
  claimId: string;
  sessionId: string;
  doorId: string;
  door: string;
  enteredAt: Date;
  recordedAt: Date;
  offline: boolean;
}

/** How somebody came in with this ticket, if they did. */
export async function findCheckIn(db: Db, claimId: string): Promise<CheckInRow | undefined> {
  const { rows } = await sql<CheckInRow>`select i.id, i.claim_id, i.session_id, i.door_id, d.name as door, i.entered_at,
      i.recorded_at, i.offline
    from activities.check_in i join activities.door d on d.id = i.door_id
    where i.claim_id = ${claimId} and i.undone_at is null`.execute(db);
  return rows[0];
}

export interface NewCheckIn {
  id: string;
  claimId: string;
  sessionId: string;
  personId: string;
  node: string;
  doorId: string;
  way: "code" | "number" | "seat" | "list";
  enteredAt: Date;
  offline: boolean;
}

/** Writes that somebody came in; false when the ticket was used before. */
export async function insertCheckIn(db: Db, c: NewCheckIn): Promise<boolean> {
  const { rows } =
    await sql`insert into activities.check_in (id, claim_id, session_id, person_id, node, door_id, way, entered_at, offline)
    values (${c.id}, ${c.claimId}, ${c.sessionId}, ${c.personId}, ${c.node}::ltree, ${c.doorId}, ${c.way}, ${c.enteredAt},
      ${c.offline})
    on conflict (claim_id) where undone_at is null do nothing returning id`.execute(db);
  return rows.length > 0;
}

export const undoCheckIn = (db: Db, id: string) =>
  sql`update activities.check_in set undone_at = clock_timestamp() where id = ${id} and undone_at is null`.execute(db);

export interface DoorEntryRow {
  localId: string;
  sessionId: string;
  claimId: string;
  outcome: "entered" | "double" | "refused";
  problem: string | null;
  firstAt: Date | null;
  firstDoor: string | null;
}

/** What a door has brought in under its own number before. */
export async function findDoorEntry(db: Db, doorId: string, localId: string): Promise<DoorEntryRow | undefined> {
  const { rows } = await sql<DoorEntryRow>`select local_id, session_id, claim_id, outcome, problem, first_at, first_door
    from activities.door_entry where door_id = ${doorId} and local_id = ${localId}`.execute(db);
  return rows[0];
}

export const insertDoorEntry = (db: Db, e: DoorEntryRow & { doorId: string; node: string; enteredAt: Date }) =>
  sql`insert into activities.door_entry (door_id, local_id, session_id, claim_id, node, entered_at, outcome, problem, first_at,
      first_door)
    values (${e.doorId}, ${e.localId}, ${e.sessionId}, ${e.claimId}, ${e.node}::ltree, ${e.enteredAt}, ${e.outcome},
      ${e.problem}, ${e.firstAt}, ${e.firstDoor})`.execute(db);

/** One at a time for each thing that a door brings in, however often it sends it at once. */
export const lockLocal = (db: Db, doorId: string, localId: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`activities.door ${doorId} ${localId}`}, 0))`.execute(db);

import { sql } from "kysely";
import type { Db } from "#kernel/database/db";
import type { OpenState } from "./place.store.ts";

export interface HallRow {
  id: string;
  placeId: string;
  node: string;
  name: string;
  turnaroundMinutes: number;
  state: OpenState;
  seatMapId: string | null;
  /** Version of the current seat map, and what can be given out by it. */
  seatMapVersion: number | null;
  seats: number | null;
  placeName: string;
  address: string;
  placeState: OpenState;
  organisationId: string;
}

const select =
  sql.raw(`select h.id, h.place_id, h.node::text as node, h.name, h.turnaround_minutes, h.state, h.seat_map_id,
    m.version as seat_map_version, p.name as place_name, p.address, p.state as place_state, p.organisation_id,
    (select count(*)::int from places.seat s where s.seat_map_id = h.seat_map_id and s.kind <> 'blocked') as seats
  from places.hall h join places.place p on p.id = h.place_id left join places.seat_map m on m.id = h.seat_map_id`);

export async function findHall(db: Db, id: string): Promise<HallRow | undefined> {
  const { rows } = await sql<HallRow>`${select} where h.id = ${id}`.execute(db);
  return rows[0];
}

/** The halls of these that the transaction may see, by id. */
export async function findHalls(db: Db, ids: readonly string[]): Promise<Map<string, HallRow>> {
  const { rows } = await sql<HallRow>`${select} where h.id = any(${[...ids]}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Halls the transaction may see, of these places or of all. */
export async function listHalls(db: Db, placeIds?: readonly string[]): Promise<HallRow[]> {
  const { rows } = await sql<HallRow>`${select}
    where ${placeIds === undefined ? null : [...placeIds]}::uuid[] is null
      or h.place_id = any(${placeIds === undefined ? null : [...placeIds]}::uuid[])
    order by h.place_id, h.name`.execute(db);
  return rows;
}

/** Holds the hall against being closed or drawn anew (`share`), or for doing so (`update`). */
export async function lockHall(db: Db, id: string, strength: "share" | "update"): Promise<void> {
  await sql`select from places.hall where id = ${id} ${sql.raw(`for ${strength}`)}`.execute(db);
}

export const insertHall = (db: Db, h: Pick<HallRow, "id" | "placeId" | "node" | "name" | "turnaroundMinutes">) =>
  sql`insert into places.hall (id, place_id, node, name, turnaround_minutes)
    values (${h.id}, ${h.placeId}, ${h.node}::ltree, ${h.name}, ${h.turnaroundMinutes})`.execute(db);

export const updateHall = (db: Db, h: Pick<HallRow, "id" | "name" | "turnaroundMinutes" | "state">) =>
  sql`update places.hall set name = ${h.name}, turnaround_minutes = ${h.turnaroundMinutes}, state = ${h.state}
    where id = ${h.id}`.execute(db);

export const setSeatMap = (db: Db, hallId: string, seatMapId: string) =>
  sql`update places.hall set seat_map_id = ${seatMapId} where id = ${hallId}`.execute(db);

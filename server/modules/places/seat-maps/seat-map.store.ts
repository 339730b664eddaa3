import { sql } from "kysely";
import type { Db } from "#kernel/database/db";
import type { Seat } from "#wire/seat-map/index";

export interface SeatMapRow {
  id: string;
  hallId: string;
  version: number;
  madeAt: Date;
}

const columns = sql.raw("m.id, m.hall_id, m.version, m.made_at");

export async function findSeatMap(db: Db, id: string): Promise<SeatMapRow | undefined> {
  const { rows } = await sql<SeatMapRow>`select ${columns} from places.seat_map m where m.id = ${id}`.execute(db);
  return rows[0];
}

/** The map that new showings of the hall get. */
export async function findCurrentSeatMap(db: Db, hallId: string): Promise<SeatMapRow | undefined> {
  const { rows } = await sql<SeatMapRow>`select ${columns} from places.seat_map m
    join places.hall h on h.seat_map_id = m.id where h.id = ${hallId}`.execute(db);
  return rows[0];
}

/** The versions of a hall, newest first. */
export async function listSeatMaps(db: Db, hallId: string): Promise<(SeatMapRow & { usable: number })[]> {
  const { rows } = await sql<SeatMapRow & { usable: number }>`select ${columns},
      (select count(*)::int from places.seat s where s.seat_map_id = m.id and s.kind <> 'blocked') as usable
    from places.seat_map m where m.hall_id = ${hallId} order by m.version desc limit 50`.execute(db);
  return rows;
}

/** Seats from the screen to the back, from left to right. */
export async function listSeats(db: Db, seatMapId: string): Promise<Seat[]> {
  const { rows } = await sql<Seat>`select label, row_no as row, col_no as col, kind from places.seat
    where seat_map_id = ${seatMapId} order by row_no, col_no`.execute(db);
  return rows;
}

export interface NewSeatMap extends Omit<SeatMapRow, "madeAt"> {
  node: string;
  madeBy: string;
}

export const insertSeatMap = (db: Db, m: NewSeatMap) =>
  sql`insert into places.seat_map (id, hall_id, node, version, made_by)
    values (${m.id}, ${m.hallId}, ${m.node}::ltree, ${m.version}, ${m.madeBy})`.execute(db);

export const insertSeats = (db: Db, map: { id: string; node: string }, seats: readonly Seat[]) =>
  sql`insert into places.seat (seat_map_id, node, label, row_no, col_no, kind)
    select ${map.id}, ${map.node}::ltree, s.label, s.row, s.col, s.kind
    from jsonb_to_recordset(${JSON.stringify(seats)}::jsonb) as s (label text, row smallint, col smallint, kind text)`.execute(
    db,
  );

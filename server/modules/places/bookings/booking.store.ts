import { sql } from "kysely";
import type { Db } from "#kernel/database/db";
import type { BookingState, During, Purpose } from "./booking.rules.ts";

export interface BookingRow {
  id: string;
  hallId: string;
  node: string;
  organisationId: string;
  organisationNode: string;
  purpose: Purpose;
  title: string;
  contact: string;
  note: string;
  state: BookingState;
  reason: string;
  from: Date;
  to: Date;
  /** When the hall is clean again. */
  freeAt: Date;
  seatMapId: string | null;
  referenceType: string | null;
  referenceId: string | null;
  madeBy: string;
  madeAt: Date;
}

const columns =
  sql.raw(`b.id, b.hall_id, b.node::text as node, b.organisation_id, b.organisation_node::text as organisation_node,
  b.purpose, b.title, b.contact, b.note, b.state, b.reason, b.starts_at as "from", b.ends_at as "to",
  upper(b.during) as free_at, b.seat_map_id, b.reference_type, b.reference_id, b.made_by, b.made_at`);
const range = ({ from, to }: During) => sql`tstzrange(${from}::timestamptz, ${to}::timestamptz, '[)')`;
const live = sql.raw("b.state in ('requested', 'confirmed')");

/** Writes a booking, unless another has the hall at that time: then nothing is written and the answer is false. */
export async function insertBooking(db: Db, b: Omit<BookingRow, "reason" | "madeAt">): Promise<boolean> {
  const { rows } = await sql`insert into places.booking (id, hall_id, node, organisation_id, organisation_node, purpose,
      title, contact, note, state, starts_at, ends_at, during, seat_map_id, reference_type, reference_id, made_by)
    values (${b.id}, ${b.hallId}, ${b.node}::ltree, ${b.organisationId}, ${b.organisationNode}::ltree, ${b.purpose},
      ${b.title}, ${b.contact}, ${b.note}, ${b.state}, ${b.from}, ${b.to}, ${range({ from: b.from, to: b.freeAt })},
      ${b.seatMapId}, ${b.referenceType}, ${b.referenceId}, ${b.madeBy})
    on conflict on constraint booking_no_overlap do nothing returning id`.execute(db);
  return rows.length > 0;
}

export async function findBooking(db: Db, id: string): Promise<BookingRow | undefined> {
  const { rows } = await sql<BookingRow>`select ${columns} from places.booking b where b.id = ${id}`.execute(db);
  return rows[0];
}

/** Holds the booking, so that acts on it come one after another. */
export const lockBooking = (db: Db, id: string) =>
  sql`select from places.booking where id = ${id} for update`.execute(db);

/** What has the hall at some moment of that time, cleaning included, in order of time. */
export async function listOverlapping(db: Db, hallId: string, time: During, limit: number): Promise<BookingRow[]> {
  const { rows } = await sql<BookingRow>`select ${columns} from places.booking b
    where b.hall_id = ${hallId} and ${live} and b.during && ${range(time)} order by b.starts_at limit ${limit}`.execute(
    db,
  );
  return rows;
}

export type Changed = Pick<
  BookingRow,
  "id" | "hallId" | "node" | "from" | "to" | "freeAt" | "title" | "contact" | "note" | "seatMapId"
>;

/** Gives a booking other times or words; the constraint refuses what overlaps. */
export const updateBooking = (db: Db, b: Changed) =>
  sql`update places.booking set hall_id = ${b.hallId}, node = ${b.node}::ltree, starts_at = ${b.from}, ends_at = ${b.to},
      during = ${range({ from: b.from, to: b.freeAt })}, title = ${b.title}, contact = ${b.contact}, note = ${b.note},
      seat_map_id = ${b.seatMapId}
    where id = ${b.id}`.execute(db);

export const setState = (
  db: Db,
  { id, state, reason, by, at }: { id: string; state: BookingState; reason: string; by: string; at: Date },
) =>
  sql`update places.booking set state = ${state}, reason = ${reason}, decided_by = ${by}, decided_at = ${at}
    where id = ${id}`.execute(db);

export const setBookingSeatMap = (db: Db, id: string, seatMapId: string) =>
  sql`update places.booking set seat_map_id = ${seatMapId} where id = ${id}`.execute(db);

/** Requests under these paths that still wait for an answer and have not begun, the most urgent first. */
export async function listRequests(db: Db, paths: readonly string[], now: Date, limit: number): Promise<BookingRow[]> {
  const { rows } = await sql<BookingRow>`select ${columns} from places.booking b
    where b.state = 'requested' and b.starts_at > ${now} and ${[...paths]}::ltree[] @> b.node
    order by b.starts_at, b.id limit ${limit}`.execute(db);
  return rows;
}

/** What these organisations have asked for, with the answers, the latest time first. */
export async function listAsked(db: Db, paths: readonly string[], since: Date, limit: number): Promise<BookingRow[]> {
  const { rows } = await sql<BookingRow>`select ${columns} from places.booking b
    where ${[...paths]}::ltree[] @> b.organisation_node and b.ends_at > ${since}
      and (b.state = 'requested' or b.decided_by is not null) and b.reference_type is null
    order by b.starts_at desc, b.id limit ${limit}`.execute(db);
  return rows;
}

export async function countComing(db: Db, hallId: string, now: Date): Promise<number> {
  const { rows } = await sql<{ coming: number }>`select count(*)::int as coming from places.booking b
    where b.hall_id = ${hallId} and ${live} and b.ends_at > ${now}`.execute(db);
  return rows[0]?.coming ?? 0;
}

/** How many bookings to come were made by each version of the hall's seat map. */
export async function countComingBySeatMap(db: Db, hallId: string, now: Date): Promise<Map<string, number>> {
  const { rows } = await sql<{ seatMapId: string; coming: number }>`
    select b.seat_map_id, count(*)::int as coming from places.booking b
    where b.hall_id = ${hallId} and ${live} and b.ends_at > ${now} and b.purpose in ('showing', 'charter')
      and b.seat_map_id is not null group by 1`.execute(db);
  return new Map(rows.map(({ seatMapId, coming }) => [seatMapId, coming]));
}

export interface ComingRow extends Pick<BookingRow, "id" | "title" | "from" | "purpose"> {
  version: number;
}

/** Showings and charters to come whose seats are those of another version than the hall's present one. */
export async function listComingWithSeatMap(db: Db, hallId: string, now: Date): Promise<ComingRow[]> {
  const { rows } = await sql<ComingRow>`select b.id, b.title, b.starts_at as "from", b.purpose, m.version
    from places.booking b join places.seat_map m on m.id = b.seat_map_id join places.hall h on h.id = b.hall_id
    where b.hall_id = ${hallId} and ${live} and b.ends_at > ${now} and b.purpose in ('showing', 'charter')
      and b.seat_map_id <> h.seat_map_id order by b.starts_at limit 200`.execute(db);
  return rows;
}

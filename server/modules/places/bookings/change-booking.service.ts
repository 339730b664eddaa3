import { sql } from "kysely";
import { actorLabel } from "#kernel/actor";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { isExclusionViolation } from "#kernel/database/db";
import { authorise, type Rule } from "#kernel/policy";
import type { HallRow } from "../halls/hall.store.ts";
import { isBookable } from "../halls/hall.view.ts";
import { hallClosed, keptElsewhere, noSuchBooking, noSuchSeatMap, wrongState } from "../places.errors.ts";
import { type BookingFacts, bookingPolicy, hallPolicy } from "../places.policy.ts";
import { findSeatMap } from "../seat-maps/seat-map.store.ts";
import { getWritten, lockedHall, timesOf } from "./book-hall.service.ts";
import type { During } from "./booking.rules.ts";
import {
  type BookingRow,
  findBooking,
  lockBooking,
  setBookingSeatMap,
  setState,
  updateBooking,
} from "./booking.store.ts";
import { clashOf } from "./clash.ts";
import { tellBooking } from "./tell-booking.ts";

export interface BookingChange {
  hallId?: string | undefined;
  during?: During | undefined;
  title?: string | undefined;
  contact?: string | undefined;
  note?: string | undefined;
}

/**
 * Gives a booking another time, hall or title, for the room that keeps it. Throws as `bookHall` does, places.no_such_booking,
 * places.booking_wrong_state; after places.hall_taken the booking is as it was and the transaction may go on.
 */
export async function moveHallBooking(ctx: Ctx, input: BookingChange & { bookingId: string }): Promise<BookingRow> {
  const { bookingId, ...change } = input;
  return transact(ctx, async (tx) => {
    const booking = await lockedBooking(tx, bookingId);
    authorise(tx.actor, hallPolicy.book, booking);
    return rewrite(tx, booking, change);
  });
}

/** The same from the hall calendar, which leaves alone what another room keeps. Throws places.booking_kept_elsewhere. */
export async function changeBooking(ctx: Ctx, id: string, change: BookingChange): Promise<BookingRow> {
  return transact(ctx, async (tx) => {
    const booking = await lockedBooking(tx, id);
    assertMay(tx, bookingPolicy.change, booking);
    return rewrite(tx, booking, change);
  });
}

/** Frees the hall, for the room that keeps the booking. Throws places.no_such_booking, places.booking_wrong_state. */
export async function cancelHallBooking(ctx: Ctx, { bookingId, reason }: { bookingId: string; reason: string }) {
  return transact(ctx, async (tx) => {
    const booking = await lockedBooking(tx, bookingId);
    authorise(tx.actor, hallPolicy.book, booking);
    await cancel(tx, booking, reason);
  });
}

/** Cancels from the hall calendar, or withdraws the own request. Throws places.booking_kept_elsewhere. */
export async function cancelBooking(ctx: Ctx, id: string, reason: string): Promise<BookingRow> {
  return transact(ctx, async (tx) => {
    const booking = await lockedBooking(tx, id);
    assertMay(tx, bookingPolicy.cancel, booking);
    await cancel(tx, booking, reason);
    return getWritten(tx, id);
  });
}

/**
 * Answers a request: confirmed, or refused with the reason that the asking union reads. Throws places.no_such_booking,
 * places.booking_wrong_state, places.hall_closed, access.forbidden.
 */
export async function decideRequest(
  ctx: Ctx,
  id: string,
  { verdict, reason }: { verdict: "confirmed" | "refused"; reason: string },
): Promise<BookingRow> {
  return transact(ctx, async (tx) => {
    const booking = await lockedBooking(tx, id);
    assertMay(tx, bookingPolicy.decide, booking);
    if (verdict === "confirmed" && !isBookable(await lockedHall(tx, booking.hallId))) throw hallClosed();

    await setState(tx.db, { id, state: verdict, reason, by: actorLabel(tx.actor), at: tx.clock.now() });

    const confirmed = verdict === "confirmed";
    await tellBooking(tx, booking, confirmed ? "places.request_confirmed" : "places.request_refused", { reason });
    return getWritten(tx, id);
  });
}

/** Lets a booking follow another version of its hall's seat map, for the room that has moved what was given out by it. */
export async function adoptSeatMap(ctx: Ctx, { bookingId, seatMapId }: { bookingId: string; seatMapId: string }) {
  return transact(ctx, async (tx) => {
    const booking = await lockedBooking(tx, bookingId);
    authorise(tx.actor, hallPolicy.book, booking);
    const map = await findSeatMap(tx.db, seatMapId);
    if (map === undefined || map.hallId !== booking.hallId) throw noSuchSeatMap();

    await setBookingSeatMap(tx.db, bookingId, seatMapId);

    await tellBooking(tx, booking, "places.seat_map_adopted", { version: map.version });
  });
}

async function lockedBooking(tx: Tx, id: string): Promise<BookingRow> {
  await lockBooking(tx.db, id);
  const booking = await findBooking(tx.db, id);
  if (booking === undefined) throw noSuchBooking();
  return booking;
}

/** The policy, with the reason when it is not the actor but the booking that stands in the way. */
function assertMay(tx: Tx, rule: Rule<BookingFacts>, booking: BookingRow): void {
  if (rule(tx.actor, booking)) return;
  if (!bookingPolicy.see(tx.actor, booking)) throw noSuchBooking();
  authorise(tx.actor, rule, {
    ...booking,
    state: rule === bookingPolicy.decide ? "requested" : "confirmed",
    referenceType: null,
  });
  if (booking.referenceType !== null) throw keptElsewhere(booking.referenceType);
  throw wrongState(booking.state);
}

const isLive = ({ state }: BookingRow) => state === "requested" || state === "confirmed";

async function rewrite(tx: Tx, booking: BookingRow, change: BookingChange): Promise<BookingRow> {
  if (!isLive(booking)) throw wrongState(booking.state);
  const hall = await lockedHall(tx, change.hallId ?? booking.hallId);
  authorise(tx.actor, hallPolicy.book, hall);
  const moved = hall.id !== booking.hallId;
  if (moved && !isBookable(hall)) throw hallClosed();

  const after: BookingRow = {
    ...booking,
    ...{ hallId: hall.id, node: hall.node, seatMapId: moved ? hall.seatMapId : booking.seatMapId },
    ...(moved || change.during ? timesOf(hall, change.during ?? booking, booking.purpose) : {}),
    ...{ title: change.title ?? booking.title, contact: change.contact ?? booking.contact },
    note: change.note ?? booking.note,
  };
  await writeOrClash(tx, hall, after);

  await tellBooking(tx, after, "places.booking_moved", { hallId: hall.id, from: after.from, to: after.to });
  return after;
}

/** Writes the change; when another has the hall then, undoes the attempt alone and says who. */
async function writeOrClash(tx: Tx, hall: HallRow, after: BookingRow): Promise<void> {
  await sql.raw("savepoint booking_move").execute(tx.db);
  try {
    await updateBooking(tx.db, after);
  } catch (error) {
    if (!isExclusionViolation(error, "booking_no_overlap")) throw error;
    await sql.raw("rollback to savepoint booking_move").execute(tx.db);
    throw await clashOf(tx, hall, after);
  }
  await sql.raw("release savepoint booking_move").execute(tx.db);
}

async function cancel(tx: Tx, booking: BookingRow, reason: string): Promise<void> {
  if (!isLive(booking)) throw wrongState(booking.state);
  const { id } = booking;
  await setState(tx.db, { id, state: "cancelled", reason, by: actorLabel(tx.actor), at: tx.clock.now() });
  await tellBooking(tx, booking, "places.booking_cancelled", { reason });
}

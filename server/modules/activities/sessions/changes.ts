import { changeSeats } from "#engines/stock";
import type { Tx } from "#kernel/context";
import { adoptSeatMap, cancelHallBooking, findHalls, moveHallBooking, seatMapOf } from "#modules/places";
import { cancelRelease, retimeRelease } from "#modules/releases";
import { noSuchFilm } from "../activities.errors.ts";
import { mayRead } from "../activities.policy.ts";
import { findFilm } from "../films/film.store.ts";
import { seatsToRelease } from "../plans/seats.rules.ts";
import { tellPeople } from "../tell-holders.ts";
import { moveReminders } from "../tickets/ticket.store.ts";
import { type HolderRow, listHolders } from "./holders.store.ts";
import { titleOf } from "./session.rules.ts";
import { markCancelled, type SessionRow, setFilm, setHall, setTimes } from "./session.store.ts";

/** What was done: how many it touched, and the facts worth keeping. */
export interface Made {
  touched: number;
  detail: Record<string, string | number | null>;
}

const holdersOf = async (tx: Tx, session: SessionRow): Promise<HolderRow[]> =>
  (await listHolders(tx.db, session.id)).filter((holder) => holder.state === "active");

const idOf = ({ releaseId, bookingId }: SessionRow) => ({ releaseId: releaseId ?? "", bookingId: bookingId ?? "" });

/** Another film at the same time: seats stay. */
export async function swapFilm(tx: Tx, session: SessionRow, to: { filmId: string; reason: string }): Promise<Made> {
  const film = await findFilm(tx.db, to.filmId);
  if (film === undefined || !mayRead(tx.actor, film)) throw noSuchFilm();
  const holders = await holdersOf(tx, session);

  await setFilm(tx.db, session.id, film.id, to.reason);

  const params = { title: titleOf(session), film: film.title, ...timeAndReason(session, to.reason) };
  await tellPeople(tx, "activities.film_changed", toAll(holders, params));
  return { touched: holders.length, detail: { before: session.filmTitle, after: film.title } };
}

/** Another time: the hall is booked anew, and whoever has a seat may give it back until the start. */
export async function moveTo(
  tx: Tx,
  session: SessionRow,
  to: { startsAt: Date; endsAt: Date; reason: string },
): Promise<Made> {
  const { releaseId, bookingId } = idOf(session);
  const holders = await holdersOf(tx, session);

  await moveHallBooking(tx, { bookingId, during: { from: to.startsAt, to: to.endsAt } });
  await retimeRelease(tx, releaseId, { closesAt: to.startsAt, validUntil: to.endsAt, reason: to.reason });
  await setTimes(tx.db, { id: session.id, ...to });
  await moveReminders(tx.db, session.id);

  const beforeAt = session.startsAt.toISOString();
  const params = { title: titleOf(session), beforeAt, startsAt: to.startsAt.toISOString(), reason: to.reason };
  await tellPeople(tx, "activities.moved", toAll(holders, params));
  return { touched: holders.length, detail: { before: beforeAt, after: params.startsAt } };
}

/** Does not take place: every seat comes back with its use under the limits, and the hall is free. */
export async function takeBack(tx: Tx, session: SessionRow, reason: string): Promise<Made> {
  const { releaseId, bookingId } = idOf(session);
  const holders = await holdersOf(tx, session);

  await cancelRelease(tx, releaseId, reason);
  await cancelHallBooking(tx, { bookingId, reason });
  await markCancelled(tx.db, session.id, reason);

  const params = { title: titleOf(session), ...timeAndReason(session, reason) };
  await tellPeople(tx, "activities.cancelled", toAll(holders, params));
  return { touched: holders.length, detail: { before: session.startsAt.toISOString() } };
}

/** The seats of another hall, or of the same one as it is drawn now: nobody loses a seat, who must move is told where to. */
export async function changeSeatsOf(
  tx: Tx,
  session: SessionRow,
  to: { hallId: string; reason: string },
): Promise<Made> {
  const { releaseId, bookingId } = idOf(session);
  const elsewhere = to.hallId !== session.hallId;
  const map = await seatMapOf(tx.db, to.hallId);
  if (elsewhere) await moveHallBooking(tx, { bookingId, hallId: to.hallId });

  const moved = await changeSeats(tx, releaseId, seatsToRelease(map.seats));
  if (!elsewhere) await adoptSeatMap(tx, { bookingId, seatMapId: map.id });
  await setHall(tx.db, { id: session.id, ...to, seatMapVersion: map.version, seats: map.seats });

  const told = { title: titleOf(session), ...timeAndReason(session, to.reason) };
  if (!elsewhere) {
    const people = moved.map((one) => ({
      personId: one.personId,
      params: { ...told, seat: one.to, before: one.from },
    }));
    await tellPeople(tx, "activities.reseated", people);
    return { touched: moved.length, detail: { version: map.version, moved: moved.length } };
  }
  const hall = (await findHalls(tx.db, [to.hallId])).get(to.hallId);
  const holders = await holdersOf(tx, session);
  const where = { ...told, hall: hall?.name ?? "" };
  await tellPeople(
    tx,
    "activities.hall_changed",
    holders.map(({ personId, seat }) => ({ personId, params: { ...where, seat: seat ?? "" } })),
  );
  return { touched: holders.length, detail: { after: hall?.name ?? null, moved: moved.length } };
}

const timeAndReason = (session: SessionRow, reason: string) => ({ startsAt: session.startsAt.toISOString(), reason });

const toAll = (holders: readonly HolderRow[], params: Record<string, string | number>) =>
  holders.map(({ personId }) => ({ personId, params }));

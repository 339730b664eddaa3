import { changeSeats } from "#engines/stock";
import type { Tx } from "#kernel/context";
import { adoptSeatMap, cancelHallBooking, findHalls, moveHallBooking, seatMapOf } from "#modules/places";
import { cancelRelease, retimeRelease } from "#modules/releases";
import { noSuchFilm } from "../activities.errors.ts";
import { mayRead } from "../activities.policy.ts";
import { findFilm } from "../films/film.store.ts";
import { seatsToRelease } from "../plans/seats.rules.ts";
import { owePriority } from "../priorities/owe-priority.ts";
import { tellPeople, ticketPage } from "../tell-people.ts";
import { moveReminders } from "../tickets/ticket.store.ts";
import { titleOf } from "./session.rules.ts";
import { markCancelled, type SessionRow, setFilm, setHall, setTimes } from "./session.store.ts";
import { type Reach, reachOf, tellHolders, tellWaiting } from "./tell-touched.ts";

/** What was done: how many tickets it touched, how many people wait for one, and the facts worth keeping. */
export interface Made {
  touched: number;
  waiting: number;
  detail: Record<string, string | number | null>;
}

const idOf = ({ releaseId, bookingId }: SessionRow) => ({ releaseId: releaseId ?? "", bookingId: bookingId ?? "" });

/** Another film at the same time: seats stay, and whoever wanted to see the other one may give theirs back until the start. */
export async function swapFilm(tx: Tx, session: SessionRow, to: { filmId: string; reason: string }): Promise<Made> {
  const film = await findFilm(tx.db, to.filmId);
  if (film === undefined || !mayRead(tx.actor, film)) throw noSuchFilm();
  const reach = await reachOf(tx, session);

  await setFilm(tx.db, session.id, film.id, to.reason);

  const params = { title: titleOf(session), film: film.title, ...timeAndReason(session, to.reason) };
  await tellHolders(tx, reach, { kind: "activities.film_changed", params });
  await tellWaiting(tx, reach, { kind: "activities.waiting_film_changed", params });
  return { ...countsOf(reach), detail: { before: session.filmTitle, after: film.title } };
}

/** Another time: the hall is booked anew, and whoever has a seat may give it back until the start. */
export async function moveTo(
  tx: Tx,
  session: SessionRow,
  to: { startsAt: Date; endsAt: Date; reason: string },
): Promise<Made> {
  const { releaseId, bookingId } = idOf(session);
  const reach = await reachOf(tx, session);

  await moveHallBooking(tx, { bookingId, during: { from: to.startsAt, to: to.endsAt } });
  const times = { closesAt: to.startsAt, validUntil: to.endsAt, reason: to.reason };
  const spillsBy = to.startsAt.getTime() - session.startsAt.getTime();
  await retimeRelease(tx, releaseId, { ...times, spillsBy });
  await setTimes(tx.db, { id: session.id, ...to });
  await moveReminders(tx.db, session.id);

  const beforeAt = session.startsAt.toISOString();
  const params = { title: titleOf(session), beforeAt, startsAt: to.startsAt.toISOString(), reason: to.reason };
  await tellHolders(tx, reach, { kind: "activities.moved", params });
  await tellWaiting(tx, reach, { kind: "activities.waiting_moved", params });
  return { ...countsOf(reach), detail: { before: beforeAt, after: params.startsAt } };
}

/** Does not take place: every seat comes back with its use under the limits, the hall is free, and who had a seat goes first next time. */
export async function takeBack(tx: Tx, session: SessionRow, reason: string): Promise<Made> {
  const { releaseId, bookingId } = idOf(session);
  const reach = await reachOf(tx, session);

  await cancelRelease(tx, releaseId, reason);
  await cancelHallBooking(tx, { bookingId, reason });
  await markCancelled(tx.db, session.id, reason);

  const priorityUntil = await owePriority(tx, session, { holders: reach.holders, reason: "cancelled" });

  const params = { title: titleOf(session), ...timeAndReason(session, reason) };
  const told =
    priorityUntil === undefined
      ? { kind: "activities.cancelled", params }
      : { kind: "activities.cancelled_owed", params: { ...params, priorityUntil: priorityUntil.toISOString() } };
  await tellHolders(tx, reach, told);
  await tellWaiting(tx, reach, { kind: "activities.waiting_cancelled", params });
  return { ...countsOf(reach), detail: { before: session.startsAt.toISOString() } };
}

/** The seats of another hall: nobody loses a seat, and everybody is told where they sit. */
export async function moveToHall(tx: Tx, session: SessionRow, to: { hallId: string; reason: string }): Promise<Made> {
  const { releaseId, bookingId } = idOf(session);
  const map = await seatMapOf(tx.db, to.hallId);
  await moveHallBooking(tx, { bookingId, hallId: to.hallId });
  const moved = await changeSeats(tx, releaseId, seatsToRelease(map.seats));
  await setHall(tx.db, { id: session.id, ...to, seatMapVersion: map.version, seats: map.seats });

  const hall = (await findHalls(tx.db, [to.hallId])).get(to.hallId)?.name ?? "";
  const params = { title: titleOf(session), ...timeAndReason(session, to.reason), hall };
  const reach = await reachOf(tx, session);
  await tellHolders(tx, reach, { kind: "activities.hall_changed", params, perSeat: true });
  await tellWaiting(tx, reach, { kind: "activities.waiting_hall_changed", params });
  return { ...countsOf(reach), detail: { after: hall, moved: moved.length } };
}

/** The same hall as it is drawn now: only who sat where no seat is any more sits elsewhere and is told; who waits loses nothing. */
export async function seatAnew(tx: Tx, session: SessionRow, reason: string): Promise<Made> {
  const { releaseId, bookingId } = idOf(session);
  const { hallId } = session;
  const map = await seatMapOf(tx.db, hallId);
  const moved = await changeSeats(tx, releaseId, seatsToRelease(map.seats));
  await adoptSeatMap(tx, { bookingId, seatMapId: map.id });
  await setHall(tx.db, { id: session.id, hallId, reason, seatMapVersion: map.version, seats: map.seats });

  const params = { title: titleOf(session), ...timeAndReason(session, reason) };
  const messages = moved.map(({ claimId, personId, from, to }) => ({
    ...{ personId, link: ticketPage(claimId), params: { ...params, seat: to, before: from } },
  }));
  await tellPeople(tx, "activities.reseated", messages);
  return { touched: moved.length, waiting: 0, detail: { version: map.version, moved: moved.length } };
}

const countsOf = ({ holders, waiting }: Reach) => ({ touched: holders.length, waiting: waiting.length });

const timeAndReason = (session: SessionRow, reason: string) => ({ startsAt: session.startsAt.toISOString(), reason });

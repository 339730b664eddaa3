import { actorLabel } from "#kernel/actor";
import { record } from "#kernel/audit/audit";
import { type Ctx, type Tx, transact } from "#kernel/context";
import type { Db } from "#kernel/database/db";
import { uuidv7 } from "#kernel/ids";
import { announce } from "#kernel/outbox/outbox";
import { authorise } from "#kernel/policy";
import { differenceOf, isSame, type Seat, seatFault } from "#wire/seat-map/index";
import { countComingBySeatMap, listComingWithSeatMap } from "../bookings/booking.store.ts";
import { type HallRow, lockHall, setSeatMap } from "../halls/hall.store.ts";
import { getHall } from "../halls/halls.service.ts";
import {
  badSeatMap,
  noSeatMap,
  noSuchHall,
  noSuchSeatMap,
  seatMapChangedMeanwhile,
  seatMapUnchanged,
} from "../places.errors.ts";
import { hallPolicy, mayRead } from "../places.policy.ts";
import * as store from "./seat-map.store.ts";

export interface SeatMap extends store.SeatMapRow {
  seats: Seat[];
}

/** The current seat map of a hall. Throws places.no_seat_map when nobody has drawn one. */
export async function seatMapOf(db: Db, hallId: string): Promise<SeatMap> {
  const map = await store.findCurrentSeatMap(db, hallId);
  if (map === undefined) throw noSeatMap();
  return { ...map, seats: await store.listSeats(db, map.id) };
}

/** A version of a seat map, current or not. Throws places.no_such_seat_map. */
export async function getSeatMap(db: Db, id: string): Promise<SeatMap> {
  const map = await store.findSeatMap(db, id);
  if (map === undefined) throw noSuchSeatMap();
  return { ...map, seats: await store.listSeats(db, id) };
}

/** Throws places.no_such_seat_map. */
export async function readSeatMap(ctx: Ctx, id: string): Promise<SeatMap> {
  return transact(ctx, async (tx) => {
    const map = await getSeatMap(tx.db, id);
    if (!mayRead(tx.actor, await getHall(tx.db, map.hallId))) throw noSuchSeatMap();
    return map;
  });
}

/** The versions of a hall, newest first, with how many bookings to come were made by each. Throws places.no_such_hall. */
export async function listSeatMapVersions(ctx: Ctx, hallId: string) {
  return transact(ctx, async (tx) => {
    const hall = await getHall(tx.db, hallId);
    if (!mayRead(tx.actor, hall)) throw noSuchHall();
    const versions = await store.listSeatMaps(tx.db, hallId);
    const coming = await countComingBySeatMap(tx.db, hallId, tx.clock.now());
    return { items: versions.map((one) => ({ ...one, futureBookings: coming.get(one.id) ?? 0 })) };
  });
}

/**
 * Saves a drawing as the hall's next version. Bookings keep the version they were made by; the answer names those to come,
 * and whoever published seats by them hears of `places.seat_map_changed`. Throws places.no_such_hall, access.forbidden,
 * places.seat_map_*.
 */
export async function saveSeatMap(ctx: Ctx, input: { hallId: string; basedOn: number; seats: Seat[] }) {
  const { hallId, basedOn, seats } = input;
  return transact(ctx, async (tx) => {
    const hall = await lockedHall(tx, hallId);

    const fault = seatFault(seats);
    if (fault !== undefined) throw badSeatMap(fault);
    const version = hall.seatMapVersion ?? 0;
    if (version !== basedOn) throw seatMapChangedMeanwhile(version);
    const before = hall.seatMapId === null ? [] : await store.listSeats(tx.db, hall.seatMapId);
    const difference = differenceOf(before, seats);
    if (isSame(difference)) throw seatMapUnchanged();

    const map = { id: uuidv7(), hallId, node: hall.node, version: version + 1, madeBy: actorLabel(tx.actor) };
    await store.insertSeatMap(tx.db, map);
    await store.insertSeats(tx.db, map, seats);
    await setSeatMap(tx.db, hallId, map.id);
    const keepEarlier = await listComingWithSeatMap(tx.db, hallId, tx.clock.now());

    await tellSaved(tx, { ...map, difference, touched: keepEarlier.length });
    return { id: map.id, version: map.version, difference, keepEarlier };
  });
}

async function lockedHall(tx: Tx, hallId: string): Promise<HallRow> {
  const seen = await getHall(tx.db, hallId);
  if (!mayRead(tx.actor, seen)) throw noSuchHall();
  authorise(tx.actor, hallPolicy.manage, seen);
  await lockHall(tx.db, hallId, "update");
  return getHall(tx.db, hallId);
}

interface Saved extends store.NewSeatMap {
  difference: ReturnType<typeof differenceOf>;
  touched: number;
}

async function tellSaved(tx: Tx, { id, hallId, node, version, difference, touched }: Saved): Promise<void> {
  const { added, removed, moved, changedKind } = difference;
  const counts = { added: added.length, removed: removed.length, moved: moved.length, changed: changedKind.length };
  const object = { type: "hall", id: hallId };
  await record(tx, { node, action: "places.seat_map_changed", object, detail: { version, ...counts, touched } });
  await announce(tx, "places.seat_map_changed", { node, hallId, seatMapId: id, version });
}

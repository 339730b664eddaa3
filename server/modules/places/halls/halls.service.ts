import { record } from "#kernel/audit/audit";
import { type Ctx, transact } from "#kernel/context";
import { type Db, isUniqueViolation } from "#kernel/database/db";
import { uuidv7 } from "#kernel/ids";
import { authorise } from "#kernel/policy";
import { seeingAll } from "#kernel/sight";
import { countComing } from "../bookings/booking.store.ts";
import { hallNameTaken, noSuchHall, noSuchPlace } from "../places.errors.ts";
import { hallPolicy, mayRead, placePolicy } from "../places.policy.ts";
import * as store from "./hall.store.ts";
import { viewHall } from "./hall.view.ts";
import { findPlace } from "./place.store.ts";
import { differing, givenOf } from "./places.service.ts";

/** A hall that the transaction may see, open or not. Throws places.no_such_hall. */
export async function getHall(db: Db, id: string): Promise<store.HallRow> {
  const hall = await store.findHall(db, id);
  if (hall === undefined) throw noSuchHall();
  return hall;
}

/** A hall as staff read it, with how many bookings are to come. Throws places.no_such_hall. */
export async function readHall(ctx: Ctx, id: string) {
  return transact(ctx, async (tx) => {
    const hall = await getHall(tx.db, id);
    if (!mayRead(tx.actor, hall)) throw noSuchHall();
    // How many, of whomever: a number tells nobody's business.
    const futureBookings = await seeingAll(tx, () => countComing(tx.db, id, tx.clock.now()));
    return { ...viewHall(tx.actor, hall), futureBookings };
  });
}

/** Throws places.no_such_place, places.hall_name_taken, access.forbidden. */
export async function addHall(ctx: Ctx, input: { placeId: string; name: string; turnaroundMinutes: number }) {
  return transact(ctx, async (tx) => {
    const place = await findPlace(tx.db, input.placeId);
    if (place === undefined || !mayRead(tx.actor, place)) throw noSuchPlace();

    authorise(tx.actor, placePolicy.manage, place);

    const id = uuidv7();
    await named(store.insertHall(tx.db, { ...input, id, node: place.node }));

    const { turnaroundMinutes } = input;
    const object = { type: "hall", id };
    await record(tx, { node: place.node, action: "places.hall_added", object, detail: { turnaroundMinutes } });
    return viewHall(tx.actor, await getHall(tx.db, id));
  });
}

/**
 * Changes a hall. Closed, it takes no new bookings; those it has stay. A new turnaround counts for bookings made from now
 * on. Throws places.no_such_hall, places.hall_name_taken, access.forbidden.
 */
export async function changeHall(
  ctx: Ctx,
  id: string,
  change: { [F in "name" | "turnaroundMinutes" | "state"]?: store.HallRow[F] | undefined },
) {
  return transact(ctx, async (tx) => {
    const seen = await getHall(tx.db, id);
    if (!mayRead(tx.actor, seen)) throw noSuchHall();
    authorise(tx.actor, hallPolicy.manage, seen);
    await store.lockHall(tx.db, id, "update");
    const before = await getHall(tx.db, id);

    const after: store.HallRow = { ...before, ...givenOf(change) };
    const fields = differing(before, after);
    if (fields.length === 0) return viewHall(tx.actor, before);
    await named(store.updateHall(tx.db, after));

    const object = { type: "hall", id };
    await record(tx, {
      node: after.node,
      action: "places.hall_changed",
      object,
      detail: { fields, state: after.state },
    });
    return viewHall(tx.actor, after);
  });
}

async function named<T>(write: Promise<T>): Promise<T> {
  try {
    return await write;
  } catch (error) {
    if (isUniqueViolation(error, "hall_place_id_name_key")) throw hallNameTaken();
    throw error;
  }
}

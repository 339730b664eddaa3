import type { Actor } from "#kernel/actor";
import { endOfDay, startOfDay } from "#kernel/business-day";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { nodeNames } from "#kernel/node-names";
import { can, pathsHolding } from "#kernel/policy";
import { seeingAll } from "#kernel/sight";
import { listHalls } from "../halls/hall.store.ts";
import { getHall } from "../halls/halls.service.ts";
import { noSuchHall } from "../places.errors.ts";
import { bookingPolicy, mayRead } from "../places.policy.ts";
import { type BookingRow, listAsked, listOverlapping, listRequests } from "./booking.store.ts";

const mostShown = 500;

/** When a hall is taken on these days, and what for as far as the actor may know. Throws places.no_such_hall. */
export async function listHallBookings(ctx: Ctx, hallId: string, days: { from: string; to: string }) {
  const time = { from: startOfDay(days.from), to: endOfDay(days.to) };
  return transact(ctx, async (tx) => {
    if (!mayRead(tx.actor, await getHall(tx.db, hallId))) throw noSuchHall();
    // Everything that has the hall; what the actor may not know of it is left out below.
    const rows = await seeingAll(tx, () => listOverlapping(tx.db, hallId, time, mostShown));
    return { items: await viewBookings(tx, rows) };
  });
}

const daysRemembered = 30;

/** `inbox`: requests that wait for the actor's answer, the most urgent first. `mine`: what the own unions asked for. */
export async function listHallRequests(ctx: Ctx, of: "inbox" | "mine") {
  return transact(ctx, async (tx) => {
    const now = tx.clock.now();
    const since = new Date(now.getTime() - daysRemembered * 86_400_000);
    const rows =
      of === "inbox"
        ? await listRequests(tx.db, pathsHolding(tx.actor, "places.manage"), now, mostShown)
        : await listAsked(tx.db, pathsHolding(tx.actor, "places.request"), since, mostShown);
    return { items: await viewBookings(tx, rows) };
  });
}

/** A booking as its maker gets it back. */
export async function viewBooking(ctx: Ctx, row: BookingRow) {
  return transact(ctx, async (tx) => {
    const [view] = await viewBookings(tx, [row]);
    if (view === undefined) throw new Error("one booking has one view");
    return view;
  });
}

async function viewBookings(tx: Tx, rows: readonly BookingRow[]) {
  const halls = new Map((await listHalls(tx.db)).map((hall) => [hall.id, hall]));
  // A charter may be for a union beside the reader's; whoever may see the booking may know whose it is.
  const seen = rows.filter((row) => bookingPolicy.see(tx.actor, row));
  const names = await seeingAll(tx, () => nodeNames(tx.db, [...new Set(seen.map((row) => row.organisationId))]));
  return rows.map((row) => {
    const hall = halls.get(row.hallId);
    return { ...shown(tx.actor, row, names), hall: hall?.name ?? "", place: hall?.placeName ?? "" };
  });
}

const hidden = { purpose: null, title: null, organisationId: null, organisation: null, contact: null, note: null };

function shown(actor: Actor, row: BookingRow, names: ReadonlyMap<string, string>) {
  const { id, hallId, from, to, freeAt, state } = row;
  const { decide, change, cancel } = can(actor, bookingPolicy, row);
  const common = { id, hallId, from, to, freeAt, state, can: { decide, change, cancel } };
  if (!bookingPolicy.see(actor, row)) return { ...common, ...hidden, reason: null, reference: null };
  const { purpose, title, organisationId, contact, note, reason, referenceType, referenceId } = row;
  const reference = referenceType === null || referenceId === null ? null : { type: referenceType, id: referenceId };
  const told = { purpose, title, organisationId, organisation: names.get(organisationId) ?? "", contact, note, reason };
  return { ...common, ...told, reference };
}

import { actorLabel } from "#kernel/actor";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { authorise } from "#kernel/policy";
import { seeingAll } from "#kernel/sight";
import { findOrganisationById } from "#modules/membership";
import { type HallRow, lockHall } from "../halls/hall.store.ts";
import { isBookable } from "../halls/hall.view.ts";
import { getHall } from "../halls/halls.service.ts";
import {
  hallClosed,
  noSuchHall,
  noSuchOrganisation,
  purposeNotAsked,
  timesBackwards,
  timesTooLong,
} from "../places.errors.ts";
import { hallPolicy, mayAskFor, mayRead } from "../places.policy.ts";
import { askedPurposes, type During, occupiedBy, type Purpose, timeFault } from "./booking.rules.ts";
import { type BookingRow, findBooking, insertBooking } from "./booking.store.ts";
import { clashOf } from "./clash.ts";
import { tellBooking } from "./tell-booking.ts";

export interface NewBooking {
  hallId: string;
  during: During;
  purpose: Purpose;
  title: string;
  /** Whose affair it is: the hall's own union, or the one that charters it or asks for it. */
  organisationId: string;
  contact?: string;
  note?: string;
  /** What of another room has the hall; that room then moves and cancels the booking. */
  reference?: { type: string; id: string };
}

/**
 * Books a hall, with the time to clean it. Who may not simply book asks in the name of the own union, which holds the time
 * until the hall's manager answers: the state of the answer tells. Throws places.hall_taken (or hall_taken_by_other) with
 * what it clashes with; the transaction may go on after that. Throws also places.no_such_hall, places.hall_closed,
 * places.time_*, places.no_such_organisation, places.purpose_not_asked, access.forbidden.
 */
export async function bookHall(ctx: Ctx, input: NewBooking): Promise<BookingRow> {
  return transact(ctx, async (tx) => {
    const hall = await lockedHall(tx, input.hallId);
    const organisation = await findOrganisationById(tx.db, input.organisationId);
    if (organisation === undefined) throw noSuchOrganisation();

    const state = stateFor(tx, hall, { ...input, organisation });

    if (!isBookable(hall)) throw hallClosed();
    const booking = rowOf(tx, hall, { ...input, organisation, state });
    if (!(await insertBooking(tx.db, booking))) throw await clashOf(tx, hall, booking);

    const { purpose, from, to } = booking;
    const what = { purpose, from, to };
    await tellBooking(tx, booking, state === "confirmed" ? "places.hall_booked" : "places.hall_asked_for", what);
    return getWritten(tx, booking.id);
  });
}

/** The hall as it stays while this transaction lasts. Throws places.no_such_hall. */
export async function lockedHall(tx: Tx, hallId: string): Promise<HallRow> {
  if (!mayRead(tx.actor, await getHall(tx.db, hallId))) throw noSuchHall();
  // A lock asks for the right to change the row, which who only asks for a hall of the union above does not have.
  return seeingAll(tx, async () => {
    await lockHall(tx.db, hallId, "share");
    return getHall(tx.db, hallId);
  });
}

type Wanted = NewBooking & { organisation: { node: string } };

/** Confirmed for who may book; a request for who may ask. */
function stateFor(tx: Tx, hall: HallRow, { purpose, organisation }: Wanted): "confirmed" | "requested" {
  if (hallPolicy.book(tx.actor, hall)) return "confirmed";
  authorise(tx.actor, hallPolicy.ask, hall);
  authorise(tx.actor, mayAskFor, organisation);
  if (!askedPurposes.includes(purpose)) throw purposeNotAsked();
  return "requested";
}

function rowOf(tx: Tx, hall: HallRow, input: Wanted & { state: "confirmed" | "requested" }) {
  const { during, purpose, title, organisationId, organisation, state, contact = "", note = "", reference } = input;
  return {
    ...{ id: uuidv7(), hallId: hall.id, node: hall.node, organisationId, organisationNode: organisation.node },
    ...{ purpose, title, contact, note, state, seatMapId: hall.seatMapId, madeBy: actorLabel(tx.actor) },
    ...timesOf(hall, during, purpose),
    ...{ referenceType: reference?.type ?? null, referenceId: reference?.id ?? null },
  };
}

/** The times of a booking in this hall. Throws places.time_backwards, places.time_too_long. */
export function timesOf(hall: HallRow, during: During, purpose: Purpose) {
  const fault = timeFault(during, purpose);
  if (fault !== undefined) throw fault === "backwards" ? timesBackwards() : timesTooLong();
  return { from: during.from, to: during.to, freeAt: occupiedBy(during, purpose, hall.turnaroundMinutes).to };
}

export async function getWritten(tx: Tx, id: string): Promise<BookingRow> {
  const booking = await findBooking(tx.db, id);
  if (booking === undefined) throw new Error("a booking that was written is not there");
  return booking;
}

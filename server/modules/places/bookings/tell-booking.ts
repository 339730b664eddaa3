import { record } from "#kernel/audit/audit";
import type { Tx } from "#kernel/context";
import { announce } from "#kernel/outbox/outbox";
import type { BookingRow } from "./booking.store.ts";

type Told = Pick<BookingRow, "id" | "node" | "hallId" | "organisationId" | "purpose" | "referenceType" | "referenceId">;

/** Audit and event of an act on a booking, under one name. */
export async function tellBooking(tx: Tx, booking: Told, action: string, detail: object): Promise<void> {
  const { id, node, hallId, organisationId, purpose, referenceType, referenceId } = booking;
  await record(tx, { node, action, object: { type: "booking", id }, detail: { hallId, organisationId, ...detail } });
  await announce(tx, action, { node, hallId, bookingId: id, purpose, referenceType, referenceId });
}

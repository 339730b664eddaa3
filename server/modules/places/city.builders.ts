import type { SignInApp } from "#kernel/sign-in/sign-in.builders";
import { bookHall } from "./index.ts";
import { aHall, aSeatMap, someSeats } from "./places.builders.ts";

/** A hall of a place, drawn and booked. */
export async function aBookedHall({ database }: SignInApp, union: { id: string; node: string }) {
  const hall = await aHall(database, union);
  const { id: seatMap } = await aSeatMap(database, hall.id, someSeats(2, 3));
  const during = { from: new Date("2026-12-01T01:00:00Z"), to: new Date("2026-12-01T02:00:00Z") };
  const what = { hallId: hall.id, organisationId: union.id, purpose: "meeting" as const, title: "会议" };
  const booking = await bookHall(database.ctx(), { ...what, during });
  return { place: hall.placeId, hall: hall.id, seatMap, booking: booking.id };
}

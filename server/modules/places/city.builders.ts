import { sql } from "kysely";
import { transact } from "#kernel/context";
import type { SignInApp } from "#kernel/sign-in/sign-in.builders";
import { bookHall } from "./index.ts";
import { aHall, aSeatMap, someSeats } from "./places.builders.ts";

/** A hall of a place, drawn and booked for one day, asked for on the next. */
export async function aBookedHall({ database }: SignInApp, union: { id: string; node: string }) {
  const hall = await aHall(database, union);
  const { id: seatMap } = await aSeatMap(database, hall.id, someSeats(2, 3));
  const hours = (from: number) => ({
    from: new Date(Date.now() + from * 3_600_000),
    to: new Date(Date.now() + (from + 1) * 3_600_000),
  });
  const what = { hallId: hall.id, organisationId: union.id, purpose: "meeting" as const, title: "会议" };
  const booking = await bookHall(database.ctx(), { ...what, during: hours(24) });
  await transact(database.ctx(), async (tx) => {
    const asked = await bookHall(tx, { ...what, during: hours(48) });
    await sql`update places.booking set state = 'requested' where id = ${asked.id}`.execute(tx.db);
  });
  return { place: hall.placeId, hall: hall.id, seatMap, booking: booking.id };
}

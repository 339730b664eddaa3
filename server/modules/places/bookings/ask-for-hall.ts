import { type Ctx, transact } from "#kernel/context";
import { timesOver } from "../places.errors.ts";
import { bookHall, type NewBooking } from "./book-hall.service.ts";

/** Books or asks from the calendar, where only what is not over yet can be wanted. Throws as `bookHall`, places.time_over. */
export function askForHall(ctx: Ctx, input: NewBooking) {
  return transact(ctx, async (tx) => {
    const booking = await bookHall(tx, input);
    if (booking.to <= tx.clock.now()) throw timesOver();
    return booking;
  });
}

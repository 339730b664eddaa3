import type { Tx } from "#kernel/context";
import type { Problem } from "#kernel/problem";
import { seeingAll } from "#kernel/sight";
import type { HallRow } from "../halls/hall.store.ts";
import { hallTaken, hallTakenByOther } from "../places.errors.ts";
import { bookingPolicy } from "../places.policy.ts";
import { firstFree } from "./booking.rules.ts";
import { type BookingRow, listOverlapping } from "./booking.store.ts";

const daysLookedAt = 14;

/** The refusal of a booking: what has the hall then, and from when it is free for as long. */
export async function clashOf(
  tx: Tx,
  hall: HallRow,
  wanted: Pick<BookingRow, "id" | "from" | "freeAt">,
): Promise<Problem> {
  const length = wanted.freeAt.getTime() - wanted.from.getTime();
  const until = new Date(wanted.freeAt.getTime() + length + daysLookedAt * 86_400_000);
  // When a hall is taken is told to everybody who may ask for it; what for only to those whom it concerns.
  const found = await seeingAll(tx, () => listOverlapping(tx.db, hall.id, { from: wanted.from, to: until }, 500));
  const others = found.filter(({ id }) => id !== wanted.id);
  const free = firstFree(
    { from: wanted.from, to: wanted.freeAt },
    others.map(({ from, freeAt }) => ({ from, to: freeAt })),
  );
  // Whoever had the time may have given it back a moment ago: then the wanted time itself is named as free.
  const other = others.find(({ from }) => from < wanted.freeAt);
  const seen = other !== undefined && bookingPolicy.see(tx.actor, other);
  const clash = {
    ...{ hall: hall.name, title: seen ? other.title : "", freeFrom: free.toISOString() },
    takenFrom: (other ?? wanted).from.toISOString(),
    takenUntil: (other ?? wanted).freeAt.toISOString(),
  };
  return seen ? hallTaken(clash) : hallTakenByOther(clash);
}

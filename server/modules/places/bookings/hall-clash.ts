import type { Tx } from "#kernel/context";
import { seeingAll } from "#kernel/sight";
import { findHall } from "../halls/hall.store.ts";
import { bookingPolicy } from "../places.policy.ts";
import { type During, occupiedBy, type Purpose } from "./booking.rules.ts";
import { listOverlapping } from "./booking.store.ts";

interface Wanted {
  hallId: string;
  during: During;
  purpose: Purpose;
  /** A booking that would be moved there. */
  except?: string | null;
}

/**
 * What has a hall when it is wanted, the time to clean it included, so that it is known before it is asked for. That it is taken is
 * told to everybody; what for, only to whom it concerns: else the title is empty.
 */
export async function findHallClash(
  tx: Tx,
  { hallId, during, purpose, except = null }: Wanted,
): Promise<{ title: string; from: Date; freeAt: Date } | undefined> {
  const hall = await findHall(tx.db, hallId);
  if (hall === undefined) return undefined;
  const time = occupiedBy(during, purpose, hall.turnaroundMinutes);
  const busy = await seeingAll(tx, () => listOverlapping(tx.db, hallId, time, 2));
  const other = busy.find(({ id }) => id !== except);
  if (other === undefined) return undefined;
  const { title, from, freeAt } = other;
  return { title: bookingPolicy.see(tx.actor, other) ? title : "", from, freeAt };
}

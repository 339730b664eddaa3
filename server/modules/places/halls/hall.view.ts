import type { Actor } from "#kernel/actor";
import { can } from "#kernel/policy";
import { hallPolicy } from "../places.policy.ts";
import type { HallRow } from "./hall.store.ts";

/** Nothing new is booked in a hall that is closed, nor in one whose place is. */
export const isBookable = (hall: Pick<HallRow, "state" | "placeState">): boolean =>
  hall.state === "open" && hall.placeState === "open";

/** A hall as staff read it. */
export const viewHall = (actor: Actor, hall: HallRow) => ({
  ...hall,
  bookable: isBookable(hall),
  seatMap:
    hall.seatMapId === null ? null : { id: hall.seatMapId, version: hall.seatMapVersion ?? 0, seats: hall.seats ?? 0 },
  can: can(actor, hallPolicy, hall),
});

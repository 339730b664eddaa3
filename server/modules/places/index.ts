/** Places: cinemas and halls with their seat maps, and who has which hall when. See README.md. */
import type { Module } from "#kernel/module";
import "./audit-names.ts";
import { bookingRoutes } from "./bookings/booking.routes.ts";
import { placeRoutes } from "./halls/place.routes.ts";
import { seatMapRoutes } from "./seat-maps/seat-map.routes.ts";
import "./bookings/waiting-requests.ts";

export { bestOrder, type Seat, type SeatKind } from "#wire/seat-map/index";
export { bookHall, type NewBooking } from "./bookings/book-hall.service.ts";
export type { During, Purpose } from "./bookings/booking.rules.ts";
export { type BookingRow, findBooking as findHallBooking } from "./bookings/booking.store.ts";
export { adoptSeatMap, cancelHallBooking, decideRequest, moveHallBooking } from "./bookings/change-booking.service.ts";
export { findHallClash } from "./bookings/hall-clash.ts";
export { findHalls, type HallRow, listHalls } from "./halls/hall.store.ts";
export { addHall, getHall } from "./halls/halls.service.ts";
export { addPlace } from "./halls/places.service.ts";
export { mayRead as mayReadPlace } from "./places.policy.ts";
export { getSeatMap, type SeatMap, saveSeatMap, seatMapOf } from "./seat-maps/seat-maps.service.ts";

export const places: Module = {
  name: "places",
  uses: ["membership"],
  routes: (app) => {
    placeRoutes(app);
    seatMapRoutes(app);
    bookingRoutes(app);
  },
};

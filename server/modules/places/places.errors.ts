import { conflict, forbidden, invalid, missing } from "#kernel/problem";
import type { SeatFault } from "#wire/seat-map/index";

export const noSuchOrganisation = () => missing("places.no_such_organisation");
export const noSuchPlace = () => missing("places.no_such_place");
export const noSuchHall = () => missing("places.no_such_hall");
export const noSuchBooking = () => missing("places.no_such_booking");
export const noSuchSeatMap = () => missing("places.no_such_seat_map");

export const placeNameTaken = () => conflict("places.place_name_taken");
export const hallNameTaken = () => conflict("places.hall_name_taken");
/** The hall or its place is closed: no new bookings. */
export const hallClosed = () => conflict("places.hall_closed");
/** Seats cannot be given out in a hall that nobody has drawn. */
export const noSeatMap = () => conflict("places.no_seat_map");
/** Somebody saved another version after this one was opened. */
export const seatMapChangedMeanwhile = (version: number) => conflict("places.seat_map_changed_meanwhile", { version });
export const seatMapUnchanged = () => conflict("places.seat_map_unchanged");
export const badSeatMap = (fault: SeatFault) => {
  switch (fault.fault) {
    case "empty":
      return invalid("places.seat_map_empty");
    case "too_large":
      return invalid("places.seat_map_too_large");
    case "label_twice":
      return invalid("places.seat_map_label_twice", { label: fault.label });
    case "same_place":
      return invalid("places.seat_map_same_place", { label: fault.label });
    case "outside":
      return invalid("places.seat_map_outside", { label: fault.label });
  }
};

/** What has the hall at that time, as far as the reader may see, and from when it would be free for as long. */
export interface Clash {
  hall: string;
  title: string;
  takenFrom: string;
  takenUntil: string;
  freeFrom: string;
}
export const hallTaken = (clash: Clash) => conflict("places.hall_taken", { ...clash });
/** The same, when the other's title is not the reader's to see. */
export const hallTakenByOther = ({ title: _, ...clash }: Clash) => conflict("places.hall_taken_by_other", clash);
export const timesBackwards = () => invalid("places.time_backwards");
export const timesTooLong = () => invalid("places.time_too_long");
export const timesOver = () => invalid("places.time_over");
/** Unions below ask for meetings and training; the rest is the hall's own business. */
export const purposeNotAsked = () => forbidden("places.purpose_not_asked");
/** The act does not fit the booking's present state. */
export const wrongState = (state: string) => conflict("places.booking_wrong_state", { state });
/** It stands for something of another room, where it is moved and cancelled. */
export const keptElsewhere = (type: string) => conflict("places.booking_kept_elsewhere", { type });

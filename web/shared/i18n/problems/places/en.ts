import type { Translated } from "../../languages.ts";
import type * as source from "./zh-CN.ts";

export const places: Translated<typeof source.places> = {
  no_such_organisation: "This organisation was not found. Choose again.",
  no_such_place: "This place was not found. Go back to the list.",
  no_such_hall: "This hall was not found. Go back to the list.",
  no_such_booking: "This booking was not found, or it is not yours. Reload the calendar.",
  no_such_seat_map: "This version of the seat map was not found. Go back to the hall and choose again.",
  place_name_taken: "This organisation has a place of that name. Choose another name.",
  hall_name_taken: "This place has a hall of that name. Choose another name.",
  hall_closed: "This hall is out of use and cannot be booked. Choose another hall, or open this one first.",
  no_seat_map: "This hall has no seat map yet. Draw one first.",
  seat_map_changed_meanwhile:
    "Somebody saved version {{version}} after you opened this page. Reload and change that one.",
  seat_map_changed_meanwhile_general:
    "Somebody saved a new version after you opened this page. Reload and change that one.",
  seat_map_unchanged: "The seat map is as it was; there is nothing to save.",
  seat_map_empty: "There must be one seat at least. Draw seats first.",
  seat_map_too_large: "Too many seats: 60 rows of 80 at most.",
  seat_map_label_twice: "Two seats are called “{{label}}”. Choose another numbering.",
  seat_map_label_twice_general: "Two seats have the same name. Choose another numbering.",
  seat_map_same_place: "“{{label}}” and another seat are drawn on one square. Move one of them.",
  seat_map_same_place_general: "Two seats are drawn on one square. Move one of them.",
  seat_map_outside: "“{{label}}” lies outside the drawing: 60 rows of 80 at most.",
  seat_map_outside_general: "A seat lies outside the drawing: 60 rows of 80 at most.",
  hall_taken:
    "{{hall}} has “{{title}}” at that time, until {{takenUntil}} with cleaning. It is free from {{freeFrom}} on.",
  hall_taken_general: "The hall is taken at that time. Look for another in the calendar.",
  hall_taken_by_other:
    "{{hall}} is taken at that time, until {{takenUntil}} with cleaning. It is free from {{freeFrom}} on.",
  hall_taken_by_other_general: "The hall is taken at that time. Look for another in the calendar.",
  time_backwards: "The end must be after the beginning. Check the times.",
  time_too_long: "Too long: 24 hours at most, 92 days when the hall is out of use. Book it in parts.",
  time_over: "That time is over. Choose a later one.",
  purpose_not_asked:
    "Halls of a union above can be asked for meetings and training only. Ask the hall's manager about the rest.",
  booking_wrong_state: "The state of this booking has changed. Reload and look again.",
  booking_kept_elsewhere: "This time belongs to an activity. Change its time or cancel it there.",
};

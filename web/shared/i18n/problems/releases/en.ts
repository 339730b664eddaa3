import type { Translated } from "../../languages.ts";
import type * as source from "./zh-CN.ts";

export const stock: Translated<typeof source.stock> = {
  below_taken: "It cannot be less than what has been given out.",
  cap_reached: "You have reached the limit per person.",
  claim_lapsed: "This one has ended.",
  claim_not_active: "This one cannot be used now.",
  claim_not_yet_valid: "This one is not valid yet.",
  no_such_claim: "It was not found. Reload and look again.",
  no_such_quota: "This release was not found. Go to the home page.",
  no_waiting_list: "This release has no waiting list. See the next one.",
  seat_taken: "Seat {{label}} has just been taken. Please choose another one.",
  no_such_seat: "There is no seat {{label}}. Please open the seat map again.",
  too_few_seats:
    "The new seat map has {{seats}} seats, but {{holders}} people have one. Choose a larger hall or cancel the showing.",
  paid_seats:
    "Each of these seats has money of its own; the seat map cannot be changed. Close this release and publish another one.",
  wrong_times:
    "These times are not possible ({{field}}). What has begun or ended cannot change, and the order must be right.",
  not_sold_out: "Some are left: you can get one now without waiting.",
  quota_closed: "This release has ended. See the calendar for the next one.",
  sold_out: "All gone. You can join the waiting list.",
  wrong_units: "The number is wrong. Check it and try again.",
};

export const release: Translated<typeof source.release> = {
  busy: "Very busy; you are in line. Please wait, no need to press again.",
  drawing: "Drawing now. What is left opens right after.",
  no_entry_window: "This one goes first come, first served. Come at the opening time.",
  no_offer: "The time it was kept for you is over; it went to the next in line.",
  no_seats: "There are no seats to choose in this release.",
  no_such_seat: "There is no seat {{label}}. Please open the seat map again.",
  seat_taken: "Seat {{label}} has just been taken. Please choose another one.",
  no_such_party: "This code is not known. Please check it, or ask your company to send it again.",
  stopped_above: "The whole campaign is paused, so this release cannot go on alone. Resume the campaign on its page.",
  no_award_share: "This release has no share for direct awards.",
  no_such_release: "This release was not found; it may have been taken down. Go to the home page.",
  wins_not_counted:
    "Nothing counts the earlier wins that this condition asks for. Count over this campaign, or remove the condition.",
  order_not_published: "The order is not published yet. Come back after the draw.",
  wrong_times: "The times are in the wrong order. Check entry, opening and end.",
  not_open_yet: "Not open yet. It opens {{opensAt}}.",
  not_open_yet_general: "Not open yet. Come back at the time shown, or set a reminder.",
  entry_changed: "Your wishes were changed elsewhere a moment ago. To keep what you see here, press once more.",
  entry_closed:
    "The time to enter has passed. What is left goes first come, first served; otherwise join the waiting list.",
  paused: "This release is paused. Come back when it goes on; who has entered stays in.",
  closed: "This release has ended. See the calendar for the next one.",
  sold_out: "All gone. Next: {{nextOpensAt}}; you can set a reminder.",
  sold_out_general: "All gone. Join the waiting list: returned ones are given out in order.",
  already_yours: "You already have this one. You find it under “Mine”.",
  cap_reached: "You have reached the limit of {{limit}}.",
  cap_reached_general: "You have reached the limit per person.",
  not_eligible: "You cannot take part this time: {{reason}}.",
  not_eligible_general: "This release is not for your union or group. See the rules, or ask your union.",
};

export const codes: Translated<typeof source.codes> = {
  already_used: "This code has been used. Ask the member to refresh it and scan again.",
  certificate_expired: "The member code was offline for too long. Ask the member to open it once with a connection.",
  clock_wrong: "The clock of the member's phone is wrong. Ask them to set it automatically, then scan again.",
  expired: "The member code has expired. Ask the member to refresh it and scan again.",
  forged: "This is not a valid code of this platform.",
  key_malformed: "The key of this phone is incomplete. Please sign in again.",
  key_unproven: "This phone could not prove its key. Please sign in again.",
  malformed: "This code cannot be read. Aim at the member code and scan again.",
  mistyped_number: "The number is mistyped. Check it and enter it again.",
  no_number: "No number can be given now. Try again in a moment, or have the code scanned.",
  revoked: "Member codes are switched off for this phone. Ask the member to sign in again.",
  too_many_tries: "Too many wrong numbers. Wait a while, or scan the code.",
  unknown_number: "There is no such number, or it has expired. Ask the member for a new one.",
  wrong_purpose: "This code is for something else. Ask the member to open the voucher to be used.",
};

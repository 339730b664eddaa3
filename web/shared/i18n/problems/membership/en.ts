import type { Translated } from "../../languages.ts";
import type * as source from "./zh-CN.ts";

export const transfer: Translated<typeof source.transfer> = {
  missing: "This transfer was not found. Go back to the list.",
  open_already: "A transfer is under way already. Finish it or take it back first.",
  wrong_state: "The transfer has changed meanwhile. Please reload.",
  state_forbids: "The membership cannot be moved in its present state. Ask the union to restore it first.",
  overtaken:
    "The membership is no longer with the union that was asked. Take this transfer back or refuse it; the present union can begin a new one.",
  union_takes_none: "This union takes nobody in now. Please choose another.",
  appealed_before: "You have appealed against this answer. You may ask again, or call the union.",
  needs_another: "An appeal is answered by somebody else. Please leave it to a colleague.",
  too_many: "Asked too often today. Try again tomorrow, or call the union.",
};

export const own_data: Translated<typeof source.own_data> = {
  no_such_correction: "This correction was not found. Please reload.",
  asked_already: "You have asked about this already, and the union has not answered. Take it back first.",
  answered_already: "This has been answered. Please reload.",
  says_so_already: "That is what the file says; there is nothing to correct.",
  closing_already: "You have asked for this already. On the same page you can take it back.",
  not_closing: "No account waits to be closed. Please reload.",
  too_many: "Asked too often today. Try again tomorrow, or call the union.",
};

export const registration: Translated<typeof source.registration> = {
  missing: "This registration was not found; it may have been taken back. Go back to the list.",
  act_missing: "This act was not found. Please reload.",
  open_already: "{{union}} has opened registration for {{year}}, and it holds here too. Please use that one.",
  days_do_not_fit:
    "The days do not fit: the year as the days, the first not before today, the last after it, the reminder between them.",
  in_use: "People have registered or were settled, so this year stays. You can change its last day.",
  not_open: "Not possible now: not begun, over, or settled already. Please reload, or ask your union.",
  nobody_left: "None of those chosen is in this list any more. Please reload.",
  undone_already: "This was taken back already.",
};

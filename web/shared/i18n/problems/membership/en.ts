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

import type { Translated } from "../../languages.ts";
import type * as source from "./zh-CN.ts";

export const settlement: Translated<typeof source.settlement> = {
  no_account: "No account of this merchant has been allowed yet. Add one on the merchant's page and have it checked.",
  account_unseen:
    "The account changed within the period (from {{since}}). Look at the new account and tick that you did.",
  account_unseen_general: "The account changed within the period. Look at the new account and tick that you did.",
  answers_missing: "{{count}} objections have no answer yet. Answer each of them first.",
  answers_missing_general: "Some objections have no answer yet. Answer each of them first.",
  changed_meanwhile: "The lines changed after you opened the page. Reload and read the new lines first.",
  manager_needed:
    "Only a manager of the merchant may confirm. Let a manager give the PIN, or ask the union to name one among the clerks.",
  no_such_dispute: "This objection is not there, or has been answered. Reload.",
  no_such_line: "There is no line {{position}}. Check the number.",
  no_such_line_general: "There is no such line. Check the number.",
  no_such_settlement: "This settlement was not found. Go back to the list.",
  no_such_statement: "This statement was not found. Go back to the list.",
  not_ready_to_pay: "Papers are missing: complete the account on the merchant's page and note the invoice first.",
  nothing_to_settle: "Nothing was redeemed or corrected that is not settled already.",
  paper_of_other_lines:
    "The end of the check code is not that of the present lines: this paper shows another draft. Print the statement again and have the merchant sign it.",
  signed_in_future: "This day has not come yet. Enter the day that is on the paper.",
  paid_in_future: "This day has not come yet. Enter the day on which the bank paid.",
  period_ahead: "The period has not begun. It can end today at the latest.",
  period_wrong: "The days are wrong: begin before the end, 400 days at most.",
  wrong_state: "This cannot be done with the statement as it is now. Reload and look again.",
};

export const funds: Translated<typeof source.funds> = {
  budget_exceeded: "Not enough budget. Release fewer, or add to the budget.",
  more_than_free: "Not enough free funds. Lower the amount or choose another source.",
  already_reversed: "This entry has already been reversed.",
  no_such_entry: "This entry was not found. Reload and look again.",
  no_such_source: "This source of funds was not found. Choose again.",
  reversal_cannot_be_reversed: "A reversal cannot be reversed. Make a new entry instead.",
};

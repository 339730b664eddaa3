import type { Translated } from "../../languages.ts";
import type * as source from "./zh-CN.ts";

export const duplicates: Translated<typeof source.duplicates> = {
  missing: "This pair is not there; it may have been dealt with. Load the page again.",
  merge_missing: "This merge is not there. Load the page again.",
  person_gone: "One of the two has just been changed or merged. Load the page again.",
  decided_already: "Somebody has dealt with this pair. Load the page again.",
  stand_together:
    "Both files wait for the same draw or on the same waiting list. Wait until it is over, or have one of them leave, and merge then.",
  on_the_way: "One of the files has a transfer or an appeal under way. Finish it or take it back, and merge then.",
  closing_account:
    "Whom one of the files is about has asked for the account to be closed. Merge when that is done or taken back.",
  keep_the_member: "Keep the file with the member number, and take what you need from the other.",
  undone_already: "This merge was taken back already. Load the page again.",
  kept_gone: "The file that was kept has ended or was merged into another. Take that later merge back first.",
};

export const people_export: Translated<typeof source.people_export> = {
  missing: "This export was not found. Go back to the list of exports.",
  purpose_missing: "Whole numbers are written out for a purpose alone. Say what for.",
  nobody: "Nobody fits, so there is nothing to export. Choose another organisation or search.",
  too_many: "Too many exports in a short time. Try again later, or take several in one.",
  not_yours: "An exported file is for whoever asked for it. If you need one, ask for it yourself.",
  not_ready: "The file is not made yet. Wait a little, then download it.",
  over: "This export is over and its file is gone. If you need it, ask again.",
  answered: "Somebody has answered this export already. Reload and look again.",
};

export const duty_review: Translated<typeof source.duty_review> = {
  missing: "This review was not found. Go back to accounts and duties.",
  there_already: "The review of this quarter has begun already. Reload and look again.",
  day_missing: "Choose the day on which the duty ends.",
  day_beyond:
    "This duty ends on {{day}}. Choose that day or an earlier one; to lengthen it, grant it anew in the account.",
  shortened_already:
    "This duty is set to end on {{day}} and cannot stay again. To go on, grant it anew in the account.",
  day_past: "That day is over. Choose {{today}} or later, or end the duty at once.",
};

export const hand_over: Translated<typeof source.hand_over> = {
  nothing_to_read: "This was read already. Reload.",
};

export const staff: Translated<typeof source.staff> = {
  hand_over_strands:
    "Nobody could answer {{count}} things afterwards: the successor had a hand in them and may not check their own work. Give the duty to a third person first, choose another successor, have them answered before, or set a later day.",
  duties_kept_apart:
    "System, security and audit are three people's duties. Give it to someone else, or take the other one back first.",
  duty_already_held: "This duty is held already.",
  grant_already_over: "This duty has already ended.",
  grant_outlasts_own: "Your own duty ends at {{untilAt}}; what you give cannot last longer. Choose an earlier end.",
  grant_exceeds_own_rights: "You cannot give a duty that you do not hold. Ask your administrator.",
  identity_taken: "This identity is linked to another account. Unlink it there first.",
  linked_already: "This account is linked to an identity already. Unlink that one first.",
  not_linked: "This account is linked to no identity.",
  one_factor_stays:
    "The other factor of this account was reset and its owner has not signed in since. Nobody resets both, or they could act as somebody else. Wait until they have signed in; if both are lost, close the account, add a new one and grant its duties.",
  not_closed_idle: "This account was not closed for want of use and cannot be opened again so. Add a new one.",
  nothing_to_hand_over: "This account holds no duty that could be handed over.",
  same_account: "Nobody hands over to themselves. Choose another account.",
  login_taken: "This login is taken. Choose another.",
  no_such_account: "This account was not found. Go back to the list.",
  no_such_duty: "There is no such duty. Choose again.",
  no_such_grant: "This grant was not found. Reload and look again.",
  password_too_weak: "The password is too weak. Use at least 12 characters and no common words.",
  wrong_password: "Your present password is wrong. Check it and try again.",
};

export const calendar: Translated<typeof source.calendar> = {
  changed_meanwhile: "Somebody else has just changed this year. Please reload and check before saving.",
  day_of_another_year: "{{day}} is not of this year. Please choose the right year.",
  day_of_another_year_general: "Some days are not of this year. Please choose the right year.",
};

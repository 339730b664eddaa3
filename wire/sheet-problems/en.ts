import type * as source from "./zh-CN.ts";

export const sheets: Record<keyof typeof source.sheets, string> = {
  required: "This cell must be filled in. Add what is missing.",
  too_long: "Too long: {{most}} characters at most. Shorten it.",
  too_long_general: "Too long. Shorten it.",
  unknown_choice: "There is no such choice. Did you mean “{{nearest}}”? Choose from the list.",
  unknown_choice_general: "There is no such choice. Choose one from the list.",
  not_yes_no: "Only 是 (yes) or 否 (no) can stand here.",
  not_a_day: "This cannot be read as a day. Write year, month and day, such as 1985-03-12.",
  not_a_time: "No time of day. Write it like 18:30.",
  day_in_future: "This day has not come yet. Check the year.",
  id_short:
    "An identity number has 18 characters, this one {{length}}. Copy it from the card; replace an old number of 15 digits.",
  id_short_general: "An identity number has 18 characters. Copy it from the card; replace an old number of 15 digits.",
  id_check: "The check character of the identity number does not fit: a digit is wrong. Compare with the card.",
  id_date: "The birth date in the identity number does not exist or lies in the future. Compare with the card.",
  id_destroyed:
    "Excel took the number for a quantity and lost its last digits for good. Format the cell as text and type the number from the card again.",
  id_document: "This is no number of that document. Check the kind of document and copy the number from it.",
  phone: "This is no mobile number of 11 digits. Check for a missing or an extra digit.",
  not_a_number: "A number must stand here, such as 3500. Write one number instead of “about three thousand”.",
  not_whole: "A whole number must stand here, without decimals.",
  below_a_fen: "An amount has two decimals at most. Round it to the fen.",
  too_small: "Too small: {{min}} at least. Check it.",
  too_small_general: "Too small. Check it.",
  too_large: "Too large: {{max}} at most. Check it.",
  too_large_general: "Too large. Check it.",
  out_of_range: "The number must be between {{min}} and {{max}}. Check it.",
  out_of_range_general: "The number is out of range. Check it.",
  formula_error: "The formula in this cell has failed. Replace it by what should stand here.",
  duplicate_in_file: "The same person as in row {{firstRow}}. Keep one row and delete the other.",
  shared_in_household:
    "The same phone as row {{firstRow}} of the household: it stays with that row, this person is taken without one. Add a number of their own later.",
  shared_in_household_general:
    "The same phone as another person of the household, and it stays with that one. Add a number of their own later.",
  duplicate_in_file_general: "Two rows of the file are the same person. Keep one row and delete the other.",
  no_rows: "There are no rows in this file. Check whether it is the right one.",
  file_empty: "This file is empty. Choose another.",
  file_too_large: "The file is too large: {{most}} MB at most. Remove pictures or split it.",
  file_too_large_general: "The file is too large. Remove pictures or split it.",
  file_too_much: "The file unpacks into far more than a table. Copy the table into a new workbook and upload that.",
  file_unreadable:
    "This file cannot be read: it is no table, or it is damaged. Open it in Excel or WPS, save it as .xlsx and upload that.",
  file_encrypted: "The file opens with a password only. Remove the password in Excel, save and upload again.",
  file_macros: "The file contains macros. Save it as .xlsx without macros and upload that.",
  file_web_page:
    "This is a web page with another name, not a workbook. Open it in Excel, save it as .xlsx and upload that.",
  too_many_sheets: "Too many sheets: {{most}} at most. Split the file.",
  too_many_sheets_general: "Too many sheets. Split the file.",
  too_many_rows: "Too many rows: {{most}} at most at a time. Split the file.",
  too_many_rows_general: "Too many rows. Split the file.",
  too_many_columns:
    "Too many columns: {{most}} at most. Delete what is not needed, and look for stray cells far to the right.",
  too_many_columns_general: "Too many columns. Delete what is not needed.",
  no_such_sheet: "The file has no such sheet. Choose again.",
  readers_busy: "Too many files are being read. Try again in half a minute.",
  reading_too_long: "Reading took too long and was stopped. Split the table into several files.",
  not_yours: "The marked table holds whole numbers and goes back only to whoever uploaded it. Ask that colleague.",
  no_such_kind: "There is no such kind of sheet. Choose one from the list.",
  no_such_subject: "There is no such thing, or this sheet is not for it. Start the import from its page.",
  no_such_import: "This import was not found; it may have been cleared. Go back to the list.",
  no_such_line: "This row was not found. Reload and look again.",
  no_such_candidate: "Choose one of the people listed.",
  destroyed: "The retention time is over: file and contents are destroyed, only the figures remain.",
  not_in_state: "The import has moved on. Reload and look again.",
  not_ready_undecided: "Some rows are undecided. Decide them one by one, or leave all of them out.",
  not_ready_unsettled: "Some names of unions are not matched. Say first which unions they are.",
  not_ready_nothing: "There is no row to be written.",
  not_ready_refused_left:
    "Some rows cannot be taken. Correct them and upload again, or choose to write the others first.",
  mapping_missing: "A required column is not matched yet. Say which one it is.",
  mapping_twice: "One item is matched to two columns. Keep only one.",
  mapping_unknown: "There is no such item. Reload and choose again.",
  unknown_name: "The file has no such name. Reload and look again.",
  too_many_elsewhere:
    "Today's files name more than {{most}} people who are registered with other unions, and no more can be looked up. Upload tomorrow, or let the union above bring this roster in.",
  import_failed: "The server failed and nothing was written. Try again; if it happens again, tell your administrator.",
};

/** What a row says of a person that the register does not bear out. */
export const personDefects: Record<keyof typeof source.personDefects, string> = {
  sex_disagrees: "Sex and identity number disagree. Check the card and correct one of them.",
  birth_disagrees: "Birth date and identity number disagree. Check the card, or leave the birth date empty.",
  in_other_union: "This person is registered with another union. Transfer the membership instead of registering again.",
  phone_of_other: "This phone is registered to somebody else. Check it; one number signs in one person.",
  gone: "This person is no longer in the register. Check the file again.",
  becomes_member: "Known already, but not a member: becomes one, and the file stays as it is.",
  phone_from_list: "A survey has this number of somebody else; from now on it is the one of this row.",
  union_stays:
    "Registered with another union, while the membership is being transferred, suspended or retained: the import leaves it. Use a transfer.",
  joined_on_stays: "This day is after they left their first union, so the day of joining stays. Check it.",
  same_in_file:
    "Row {{firstRow}} has the same name and birthday, and may be the same person. For two people choose another one; for one leave this row out.",
  same_in_file_general: "Another row of the file has the same name and birthday. Have a look before you decide.",
  same_name_and_birth:
    "The register has somebody of the same name and birth day with another document. See whether it is the same person.",
};

/** What a row says of an organisation, or where it is to stand. */
export const organisationDefects: Record<keyof typeof source.organisationDefects, string> = {
  region_code: "The region code has 6 digits and begins with a province. Check it.",
  unknown_mark: "A mark is not known. Use only the marks that the template lists.",
  twice_in_file: "A row above names the same organisation below the same one. Keep one of them.",
  gone: "This organisation is closed or has moved. Check the file again.",
  parent_unknown:
    "The organisation above is not known. Check its name; if it is in this table, write it first and upload this row again.",
  parent_several: "Several organisations are called so. Write the credit code of the one that is meant.",
  kind_not_under_parent: "This kind cannot stand below that organisation. Check the kind and what is above.",
  kind_stays: "The kind differs from the register; an import does not change it. Change it on the organisation's page.",
  parent_stays:
    "It stands below another one; an import does not move it. Move it on the organisation's page if needed.",
  code_doubtful: "The credit code does not fit its rules; it is kept all the same. Compare it with the certificate.",
  term_incomplete: "Write the beginning and the years of the term, or neither.",
};

/** Why somebody on a list gets nothing. */
export const listDefects: Record<keyof typeof source.listDefects, string> = {
  id_tail: "The end of a document has four characters, the last may be X. Compare it with the document.",
  nobody_named: "This row has no name, phone or member number. Write at least one.",
  not_found: "Nobody of the members that you manage is meant. Check the phone or the member number.",
  name_disagrees: "Number and name do not fit. See whether it is the same person.",
  twice_in_list: "This person is on the list already. Keep one row.",
  capped: "This person has all that one may have. Choose somebody else, or ask who runs the campaign.",
  not_eligible: "This person is not among those whom it is for. Check the union and the conditions.",
  sold_out: "The share for direct awards has not enough left. Name fewer people, or enlarge the share first.",
  paused: "It is paused. Resume it, then import again.",
  closed: "It is over; nothing can be given any more.",
  missing: "The person or the release is gone. Check the file again.",
  refused: "This person cannot be given anything now. Try again later.",
};

/** What a row says of a merchant. */
export const merchantDefects: Record<keyof typeof source.merchantDefects, string> = {
  asked_already: "A merchant of this code is there or waits already. Look on the merchants' page.",
  code_of_other: "The row above with this code has another legal name. Check both.",
  store_twice: "This store is in a row above. Keep one of them.",
  too_many_stores: "At most 50 stores of a merchant at a time. Import the others separately.",
  bank_incomplete: "Write bank, holder and account, or none of them.",
  bank_account: "An account number has 6 to 30 digits. Write it as text again.",
};

/** What a row says of a showing that its plan cannot take. */
export const showingDefects: Record<keyof typeof source.showingDefects, string> = {
  date: "The day cannot be read. Write it like 2026-12-02.",
  outside_plan:
    "Not within the days of this plan ({{startsDay}} to {{endsDay}}). Change it, or import into another plan.",
  outside_plan_general: "Not within the days of this plan. Change it, or import into another plan.",
  hall_unknown:
    "There is no hall called “{{said}}”. The halls are: {{halls}}. Write it like this, or set it up under places first.",
  hall_unknown_general: "There is no such hall. Write it as it is called under places.",
  hall_several: "More than one hall is called “{{said}}”: {{halls}}. Write the place's name too.",
  hall_several_general: "More than one hall has this name. Write the place's name too.",
  no_halls: "There are no halls yet. Set them up under places first.",
  film: "No film stands between the brackets. Write its name.",
  minutes: "The length cannot be read. Write minutes, such as 118.",
  past: "That time is over. Change the day or the time.",
  twice_in_file: "A row above has the same hall at the same time. Keep one of them.",
  too_many: "A plan has at most {{most}} showings. Divide it into several plans.",
  too_many_general: "That is more than a plan may have. Divide it into several plans.",
  new_film: "The library does not have this film; it is added with the import. See whether its name is right.",
};

/** What a row of a door list says of a seat. */
export const doorDefects: Record<keyof typeof source.doorDefects, string> = {
  no_such_seat: "The hall has no such seat. Write it as it stands in the seat map.",
  seat_taken: "Somebody has this seat, or it is not one of those kept for lists. Choose another, or leave it blank.",
  has_other_seat:
    "This person has seat {{seat}} in this showing already. Remove the row, or take that seat back first.",
  has_other_seat_general:
    "This person has another seat in this showing already. Remove the row, or take that seat back first.",
  not_of_union:
    "Nobody of this union's members is meant; its house is theirs alone. Check the phone or the member number, and leave out people of other unions.",
  house_full: "All seats are given. Name fewer people, or ask the cinema for a larger hall.",
};

/** What a row says of how many units a union gets. */
export const quotaDefects: Record<keyof typeof source.quotaDefects, string> = {
  union_unknown: "No union that the campaign reaches is called so. Write it as it stands in the tree.",
  union_several: "Several unions are called so. Write the whole name.",
  twice_in_file: "A row above has the same union and kind. Keep one of them.",
  kind_unknown: "The campaign has no such kind. Write it as the campaign does; with one kind only, leave it blank.",
  has_share: "This union has a share of its own in the campaign. Remove that share first.",
  over_stock:
    "With this row {{units}} units are given out, more than the {{stock}} of a round. Give less, or raise the stock.",
  over_stock_general: "With this row more is given out than a round has. Give less, or raise the stock.",
};

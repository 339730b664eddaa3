import { organisationDefects, personDefects } from "../../../../../wire/sheet-problems/en.ts";
import type { Translated } from "../../languages.ts";
import type * as source from "./zh-CN.ts";

export const organisation: Translated<typeof source.organisation> = {
  ...organisationDefects,
  kind_not_allowed: "This kind of organisation cannot stand here. Choose another kind or parent.",
  closed: "This organisation is closed and can only be read. Go to the one that goes on with its work.",
  no_such_link: "This link was not found or is over. Reload and look again.",
  link_to_itself: "An organisation is not linked to itself. Choose another.",
  link_there_already: "There is such a link in that time already. End it first or choose another day.",
  sight_of_industry_only: "Only links to industry unions can show people. Take the sight away or choose another kind.",
  day_past: "That day is over. Choose {{today}} or later.",
  move_planned: "A move is planned for {{on}}. Take it back first.",
  no_move_planned: "No move is waiting. Reload and look again.",
  stands_there_already: "It stands there already. Choose another parent.",
  under_itself: "It cannot go below itself. Choose another parent.",
  play_stays: "Organisations of a rehearsal do not move. Do it on the real page.",
  not_empty:
    "{{members}} memberships, {{applications}} applications and {{organisations}} organisations below are left. Say where the members go and move what is below.",
  not_mergeable: "These two cannot be joined or handed over like this. Choose unions, and not the same one.",
  nothing_to_split: "Nobody and nothing of this organisation was chosen. Choose what becomes its own.",
  missing: "This organisation was not found. Go back to the tree.",
};

export const person: Translated<typeof source.person> = {
  ...personDefects,
  missing: "This person was not found. Go back to the list.",
  too_many_on_day:
    "There were more than {{most}} people on that day; they are not listed one by one. Choose a union below, or see how many there were under Statistics.",
  no_verifier:
    "No source of identities is connected. Look at the papers and switch on “Identity checked” in the file; ask the system administrator for a source.",
  changed_meanwhile: "Name or document were changed during the check. Load the page anew and check again.",
  nobody_to_check: "There is nobody to check: all members with a document are verified.",
  checking_already: "This organisation is being checked. Wait until that is done.",
  too_many_checks: "This account has checked as often as it may. Try again later, or check many at once.",
  too_many_runs:
    "This account has begun as many checks of whole organisations as it may today. Try again tomorrow, or check single members.",
  too_many_looks: "You have looked at as many whole numbers as one account may. Come back later, or ask a colleague.",
  too_many_taken:
    "You have met numbers that are someone's already too often. Come back later, or ask the union above to check them.",
  phone_taken: "This number belongs to someone else. Check it first.",
  no_phone: "No phone is registered for this person. Add one first if you need it.",
  id_taken: "This document number is registered to someone else. Search for it: it may be the same person.",
  id_short: "A resident identity number has 18 characters. Check the card and enter it again.",
  id_date: "The birth date inside this identity number does not exist. Check the card and enter it again.",
  id_check: "The check character does not fit: a digit was probably miscopied. Check the card and enter it again.",
  number_missing:
    "Enter a phone number or a document: without either nobody could tell them from a namesake, or find them when they come.",
  no_document: "No document is registered for this person.",
  same_phone: "The new number is the present one. Choose another.",
  same_union: "They are a member of that union already. Choose another one.",
};

export const sign_in: Translated<typeof source.sign_in> = {
  platform_limit_reached: "No more messages can be sent today. Try again later, or ask your union.",
  try_again_later: "Too many tries. Wait a while and try again.",
  wrong_code: "That code is wrong. Tries left: {{triesLeft}}.",
  wrong_code_general: "That code is wrong. Check the message and enter it again.",
  code_expired: "The code has expired. Ask for a new one.",
  too_many_tries: "Too many wrong codes. Ask for a new one.",
  who_are_you: "Please say who you are: the name on record and the last four of the ID number.",
  not_you: "Name or last four do not fit. Please check them, or take your ID card to the union.",
  identity_unknown:
    "The union has no document of yours on record, so you cannot be recognised here. Take your ID card to your union.",
  phone_disputed:
    "Somebody said that this number is not the member's; the union is checking. Take your ID card to your union.",
  not_a_member: "This phone number is not registered as a member. Ask your union to add it or update it.",
  no_provider: "This way to sign in is switched off. Use another one.",
  provider_unreachable: "The identity service does not answer. Try again later, or sign in another way.",
  provider_refused: "The identity service did not accept this sign-in. Try again.",
  flow_expired: "That took too long, or you came back in another browser. Sign in again.",
  not_linked:
    "This identity of “{{provider}}” is linked to no account. Sign in with account and password first, then link it in the account menu.",
  wrong_password: "Login or password is wrong. Check both and try again.",
  code_used: "This code was just used. In {{seconds}} s your authenticator shows the next one.",
  account_disabled: "This account has been disabled. Ask an administrator.",
  ticket_expired: "That took too long. Sign in again from the first step.",
  too_many_codes: "Too many codes asked for. Try again in {{retryAfter}} seconds.",
  too_many_codes_general: "Too many codes asked for. Try again in a while.",
  phone_taken: "This number belongs to another member. Ask your union to sort it out.",
};

export const joining: Translated<typeof source.joining> = {
  prove_the_phone: "Please prove your phone number first; after two weeks once more.",
  member_already: "This number is a member's already. Go back and sign in.",
  missing: "This application was not found. Go back to the list.",
  wrong_state: "The application has changed meanwhile. Please reload.",
  union_takes_none: "This union takes no applications now. Please choose another.",
  incomplete: "Something needed is missing. Please check name, ID number and union.",
  consent_changed: "The text has just been renewed. Please reload and read it first.",
  member_by_now: "This person is a member by now. Reload.",
  waits_already: "An application of this phone number is under way. Have that one answered first.",
  appealed_before: "You have appealed once. You may apply again, or call the union.",
  needs_another:
    "You handed this application in, or refused it: somebody else answers. Please leave it to a colleague.",
  too_many: "Too many requests. What you have typed is kept; try again in a while.",
  no_such_invitation: "This invitation was not found. Please reload.",
  too_many_invitations: "Too many invitations. Wait a while, or use the poster with the union's code.",
  too_many_submissions: "Handed in too often today. Try again tomorrow, or call the union.",
};

export const membership: Translated<typeof source.membership> = {
  none_there: "This person has no membership there now. Please reload.",
  no_such_change: "The membership cannot become this from what it is now. Please reload.",
  minutes_missing: "An expulsion is decided by a meeting. Please attach its minutes.",
};

export const inbox: Translated<typeof source.inbox> = {
  no_such_message: "This message was not found; it may have been cleared.",
};

export const access: Translated<typeof source.access> = {
  sign_in_needed: "Your sign-in has ended. Please sign in again.",
  clerk_needed: "A clerk has to enter their PIN first.",
  forbidden: "You have no duty to {{permission}} at “{{organisation}}”. Ask your administrator if you need it.",
  forbidden_brief: "You have no duty to {{permission}}. Ask your administrator if you need it.",
  forbidden_general: "Your duties do not include this. Ask your administrator if you need it.",
  foreign_origin: "The request came from another site and was not carried out. Use the pages of this site.",
  not_in_play:
    "This cannot be done in a rehearsal: nothing is sent and nothing real is touched there. Do it on the real pages.",
};

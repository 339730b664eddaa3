import type { Translated } from "./languages.ts";
import { permission } from "./permissions/en.ts";
import * as activities from "./problems/activities/en.ts";
import * as benefits from "./problems/benefits/en.ts";
import * as membership from "./problems/membership/en.ts";
import * as money from "./problems/money/en.ts";
import * as people from "./problems/people/en.ts";
import * as places from "./problems/places/en.ts";
import * as register from "./problems/register/en.ts";
import * as releases from "./problems/releases/en.ts";
import * as sheets from "./problems/sheets/en.ts";
import type { shared as source } from "./zh-CN.ts";

export const shared: Translated<typeof source> = {
  product: "Gonghui",
  retry: "Try again",
  back: "Back",
  loading: "Opening",
  save: "Save",
  cancel: "Cancel",
  benefit: { threshold: "{{off}} off from {{min}}", half: "Half price, up to {{off}} off", fixed: "{{off}} off" },
  seatMap: {
    front: { screen: "Screen", stage: "Stage" },
    name: "Row {{row}} seat {{seat}}",
    seat: "{{name}}, {{state}}",
    row: "Row {{row}}",
    help: "Arrow keys move between seats, Enter chooses.",
    legend: "Legend",
    state: {
      free: "Free",
      taken: "Taken",
      mine: "My seat",
      chosen: "Chosen",
      kept: "Kept",
      wished: "Wish",
      wished_at: "Wish {{rank}}",
      blocked: "Not given out",
    },
    wheelchair: "Wheelchair place",
    wheelchairSeat: "{{name}}, wheelchair place, {{state}}",
  },
  play: {
    name: "Rehearsal",
    banner: "Nothing here is real",
    leave: "Leave",
  },
  demo: {
    name: "Demo",
    banner: "Demo: people, money and merchants are invented",
    code: "Demo code: {{code}}",
  },
  language: { "zh-CN": "中文", en: "English" },
  problem: {
    unknown: "Something went wrong on this page. Try again, or open the page anew.",
    refused: "That did not work. Check what you filled in and try again.",
    missing: "Not found; it may have been taken down. Please go back.",
    network: {
      offline: "No connection. Check your signal; this continues by itself once it is back.",
      timeout: "No answer for a long time. Try again where the signal is better.",
    },
    http: {
      no_such_address: "There is no such page. Go back to the home page.",
      internal_error: "The server had a problem, which has been recorded. Please try again later.",
      unexpected: "The server did not answer properly. Please try again later.",
      database_unreachable: "The system is recovering. Try again in a few seconds; nothing you did is lost.",
      busy: "Very busy right now. Try again in a moment.",
      invalid_request: "Something is missing or has the wrong form. Check it and try again.",
      too_large: "That is too large. Make it smaller and send it again.",
      unsupported_media_type: "This kind of file is not accepted. Use another format.",
      too_many_requests: "Too many tries. Wait a moment and try again.",
    },
    pictures: { busy: "Many pictures are being drawn. Please try again in a moment." },
    share: { not_published: "There is nothing to share here yet. Come back when it has been approved." },
    files: {
      no_such_file: "There is no such file; it may have been withdrawn.",
      no_such_purpose: "Files cannot be sent here. Send it from the campaign's page.",
      no_file: "No file came. Choose it again.",
      broken_form: "The file did not come whole. Send it again.",
      too_large: "The file is too large: {{megabytes}} MB at most. Choose a smaller one.",
      type_not_allowed: "This kind of file cannot be used. Choose a JPG, PNG or WebP picture.",
      damaged: "The file cannot be opened; it may be damaged. Choose another one.",
      animated: "Moving pictures cannot be used. Choose a still one.",
      unusual: "This picture's format is too unusual. Save it as an ordinary JPG and send that.",
      too_many_pixels:
        "The picture is too large: {{maxSide}} pixels on its longer side at most. Make it smaller first.",
      not_usable: "This picture is gone or used elsewhere. Send it again.",
      in_use: "The file is in use. Replace it where it is shown first.",
      busy: "Many people are sending files. Try again in a few seconds.",
      storage_unavailable: "The file cannot be kept at the moment; this has been noted. Try again later.",
      too_many_uploads: "You have sent too many files. Try again in a while.",
    },
    idempotency: { key_reused: "This was already sent. Reload the page to see the result." },
    decisions: {
      already_decided: "Somebody has answered this already. Reload to see the answer.",
      already_refused: "This was refused. Change it and hand it in again.",
      no_such_type: "There is nothing of this kind to decide. Reload the page.",
      note_missing: "Say why, so that whoever reads the refusal can act on it.",
      on_its_page: "This is answered on its own page. Open it from the list.",
      same_person: "Another person has to take this step. Ask a colleague.",
      superseded: "There is a newer version of this. Reload and read it first.",
    },
    settings: {
      sms_not_configured: "There is no SMS gateway yet. Fill it in and save first, then send a test.",
      sms_phone_invalid: "That is no phone number. Please check the 11 digits.",
      address_inside:
        "{{host}} is inside the network, where this server may not ask. List it in the server's setting OUTBOUND_INSIDE.",
      oidc_secret_needed: "Enter the secret of the identity service.",
      demo_verifier_only_in_demo:
        "The demo source makes its answers up and works in a demonstration only. Choose no outside source.",
      sms_secret_needed: "Fill in the secret of the SMS gateway.",
      too_many_test_messages: "Too many test messages. Please try again a little later.",
    },
    ...activities,
    ...benefits,
    ...places,
    ...releases,
    ...money,
    ...people,
    ...register,
    ...membership,
    ...sheets,
  },
  permission,
  rule: {
    verified: "Only with a checked identity",
    employmentForm: "For members in certain forms of employment",
    tag: "For: {{anyOf}}",
    within: "For members of certain unions",
    fewerWins: "Not for members who won recently",
    notBarred: "Members who missed too many sessions sit out some rounds",
  },
  reason: {
    verified: "your identity has not been checked yet",
    employmentForm: "it is for members in another form of employment",
    tag: "it is for certain groups only",
    within: "your union is not included in this release",
    fewerWins: "you won recently and others come first this time",
    notBarred:
      "{{title}}: in {{days}} days you did not come {{absences}} times with a ticket, so rounds that open before {{barredUntil}} leave you out. If there was a reason, state it under your tickets",
    notBarred_general: "you did not come several times with a ticket and sit out for a while",
    not_a_member: "you have no active membership",
  },
};

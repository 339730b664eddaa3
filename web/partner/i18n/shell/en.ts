import type { Translated } from "../../../shared/i18n/languages.ts";
import type * as source from "./zh-CN.ts";

export const shell: Translated<typeof source.shell> = {
  navigation: "Main pages",
  till: "Till",
  today: "Today",
  returns: "Returns",
  shift: "Shift",
  statements: "Settlement",
  goods: "Goods",
};

export const standing: Translated<typeof source.standing> = {
  noAgreement: "No agreement with the union is in force, so no voucher can be taken. Ask the union.",
  suspended: "The union has withdrawn this store: {{why}}. Until further notice.",
  suspendedUntil: "The union has withdrawn this store: {{why}}. Until {{time}}.",
};

export const away: Translated<typeof source.away> = {
  title: "Server out of reach",
  nothing: "No voucher can be taken now. Check the network; the till goes on by itself once it is back.",
  nobody: "PINs can only be checked with the network. The till goes on by itself once it is back.",
  full: "Today's number for times without network is reached. Accept again once it is back.",
  may: "You can accept now, sent later: ",
  kind_other: "{{title}} ({{count}} more today)",
};

export const offline: Translated<typeof source.offline> = {
  note: "No network: accept now, sent later",
  waiting_other: "{{count}} waiting to be sent",
  sendNow: "Send now",
  sending: "Sending",
  problems: "Problems found when sent",
  problemsTitle_other: "{{count}} accepted offline could not be redeemed",
  double: "This voucher had been used elsewhere. The store bears this one; the union sees the record.",
  refusedLater: "The server did not accept it. The union sees the record; contact it about this one.",
  seen: "Understood",
  refused: {
    malformed: "This is not a member code. Ask the member to open it, then scan again.",
    forged: "This code is forged or not of this platform. Do not accept it.",
    wrong_purpose: "This code only identifies the member. Ask them to open the voucher, then scan again.",
    clock_wrong: "The clock of the member's phone is wrong. Ask them to set it automatically, then scan again.",
    expired:
      "The code is out of date, perhaps a screenshot. Ask the member to open the voucher and scan the moving code.",
    certificate_expired: "The member's phone has been without network for too long. It must connect once.",
    revoked: "Member codes are switched off for this phone.",
    no_kit: "This till has never been online, so it cannot accept offline.",
    kit_too_old: "Too long without network. Accept again once it is back.",
    limit_reached: "Today's limit for accepting this kind offline is reached. Accept again once the network is back.",
    needs_network: "This voucher needs the network, or is very new. Try again once it is back.",
    paper: "A printed voucher can only be taken with network. Scan it when the network is back.",
    used_here: "This voucher has already been accepted here.",
    number_needs_network: "Typed numbers need the network. Scan the member's code instead.",
    not_kept:
      "This device could not write it down, so it was not accepted. Give nothing off; wait for the network or free some space.",
  },
};

export const phone: Translated<typeof source.phone> = {
  help: "11-digit phone number",
  code: "Code from the message (6 digits)",
  sendCode: "Send the code",
  next: "Next",
};

export const pin: Translated<typeof source.pin> = { typed_other: "{{count}} digits typed", back: "Delete one digit" };

export const receipt: Translated<typeof source.receipt> = {
  title: "The shop's receipt",
  number: "Receipt number",
  save: "Keep the number",
  has: "Receipt {{receipt}}",
  photo: "Photograph the receipt",
  photoBusy: "Making the photo smaller",
  photoFailed: "This photo cannot be used, or the device is full. Take another one.",
  photos_one: "{{count}} photo",
  photos_other: "{{count}} photos",
  photoWaits: "to be sent",
  later: "The next customer may come first: add it later under Today. What is missing is listed when the shift ends.",
  missing: "Receipt missing, add it here",
};

export const install: Translated<typeof source.install> = {
  title: "Put it on the home screen",
  about: "It then opens like an app, also without network.",
  act: "Install",
  prompt: "Press the button, then “Install”.",
  ios: "In Safari press “Share”, then “Add to Home Screen”.",
  wechat:
    "Not possible inside WeChat, which opens nothing without network. Press “…” at the top right, then “Open in browser”.",
  insecure:
    "This address is not https: no camera, nothing without network. Open the https address that the union gave.",
  menu: "Open the browser's menu and choose “Install app” or “Add to home screen”.",
};

export const version: Translated<typeof source.version> = {
  waits: "A new version is there. It comes when nobody is served; what waits to be sent stays.",
  now: "Now",
  arrived: "This is the new version; what waits to be sent is all here.",
  seen: "Understood",
};

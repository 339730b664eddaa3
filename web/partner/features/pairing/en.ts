import type { Translated } from "../../../shared/i18n/languages.ts";
import type * as source from "./zh-CN.ts";

export const pair: Translated<typeof source.pair> = {
  title: "Make this device a till",
  about: "Only once. Afterwards it opens for redeeming, each clerk with an own PIN.",
  code: "Pairing code",
  device: "Name of this device",
  deviceHelp: "For example “Till 1”, to tell it from others.",
  firstName: "Till 1",
  act: "Pair",
  usePhone: "No pairing code: use a clerk's phone",
  useCode: "Use the union's pairing code",
  phone: "Clerk's phone",
  whichStore: "Which store is this device in",
  shutOutTitle: "This device is no longer a till of “{{store}}”",
  shutOut:
    "The union or the manager may have ended it, the merchant may be suspended, or it was not used for long. Pair it again to go on, or ask the union.",
  stillWaiting_one:
    "{{count}} accepted offline has not been sent. Do not clear this browser's data; it goes to the union for checking once paired again.",
  stillWaiting_other:
    "{{count}} accepted offline have not been sent. Do not clear this browser's data; they go to the union for checking once paired again.",
  noStore: "This number is not entered for any store. Ask the manager or the union to add the clerk.",
};

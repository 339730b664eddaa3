import type { Translated } from "../../../shared/i18n/languages.ts";
import type * as source from "./zh-CN.ts";

export const apply: Translated<typeof source.apply> = {
  toApply: "Not a partner yet? Apply here",
  title: "Become a partner of the union",
  about: "Confirm your phone, then tell us about the company and its stores. The answer is read with the same phone.",
  toPair: "Back to the till",
  phone: "Contact’s phone",
  union: "Which union to ask",
  legalName: "Registered name",
  tradeName: "Merchant’s name (as members read it)",
  creditCode: "Unified social credit code",
  doubt: {
    length: "A credit code has 18 signs. Check it; if it is right, go on.",
    sign: "The credit code has a sign that does not occur in codes. Check it; if it is right, go on.",
    check: "The credit code fails its check. Check it; if it is right, go on.",
  },
  creditCodeReason: "Note (optional)",
  contactName: "Contact’s name",
  trade: "Trade, for example appliances, payments, e-commerce",
  storeName: "Store",
  storeAddress: "Store’s address",
  oneStore: "Store",
  storePosition: "Position (optional)",
  positionHelp:
    "In the store, press the button below and members find it on a map; or write how to find it, such as “north gate, third floor”.",
  positionIsPoint: "A point of the map; members can open it there.",
  useWhere: "Use where I am now",
  where: {
    found: "Filled in; about {{metres}} m off at most.",
    rough: "Filled in, but it may be {{metres}} m off: perhaps next door. Press again by a window or at the entrance.",
    refused:
      "The phone does not let this page know where it is. Allow it in the browser’s settings and press again, or write how to find the store; you can apply without it.",
    unknown:
      "The phone cannot tell where it is now. Press again later, or write how to find the store; you can apply without it.",
    impossible:
      "This browser cannot tell where it is (nor when the page is not opened by https). Write how to find the store; you can apply without it.",
  },
  storePhone: "Store’s phone (optional)",
  storePhoneHelp: "Digits, spaces, hyphens and brackets only",
  removeStore: "Leave this store out",
  addStore: "Another store",
  licence: "Photo of the licence (optional)",
  licenceThere: "The photo is there",
  submit: "Apply",
  mine: "My applications",
  state: {
    submitted: "Waiting for the union",
    accepted: "Accepted; the union will contact you about the agreement",
    refused: "Not accepted",
  },
  none: "No union takes applications now. Ask your local union.",
};

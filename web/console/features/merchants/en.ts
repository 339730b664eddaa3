import type { Translated } from "../../../shared/i18n/languages.ts";
import type * as source from "./zh-CN.ts";

export const merchants: Translated<typeof source.merchants> = {
  title: "Merchants",
  about: "Merchants that take vouchers, their stores, clerks and tills.",
  empty: "No merchants yet. Add one with a store and a clerk, then pair a till: vouchers need a place to be used.",
  merchant: "Merchant",
  add: "Add a merchant",
  added: "Added",
  signedBy: "Agreement with",
  stores: "Stores",
  noStores: "No store yet. Add one, then pair a till with it.",
  address: "Address",
  tills: "Tills",
  clerks: "Clerks",
  noClerks: "No clerk yet. Redeeming needs a clerk with an own PIN.",
  clerkPhone: "At first use the clerk receives a code on this number and sets an own PIN.",
  pin: "PIN",
  pinSet: "Set",
  pinNotSet: "To be set by the clerk",
  new: { store: "Add a store", clerk: "Add a clerk" },
  pair: "Pair a till",
  pairTitle: "Pair a till with “{{store}}”",
  pairOpen: "On the phone or computer at the till open {{address}}, or scan this",
  pairType: "Type the pairing code",
  pairQr: "QR code for pairing",
  pairUntil: "Good until {{time}}, once.",
};

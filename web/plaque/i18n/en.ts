import type { Translated } from "../../shared/i18n/languages.ts";
import type * as source from "./zh-CN.ts";

export const plaque: Translated<typeof source.plaque> = {
  unknown: "No such plaque",
  unknownHelp: "The union has issued no plaque with this number. Check the number on it, or ask the local union.",
  standing: {
    in_force: "Agreement in force",
    to_come: "Agreement not begun yet",
    ended: "Agreement over",
    suspended: "Suspended",
    closed: "Store closed",
    withdrawn: "Plaque withdrawn",
  },
  help: {
    in_force: "This store is a partner of the union now.",
    to_come: "The agreement is signed and has not begun. The union’s vouchers cannot be used yet.",
    ended: "No agreement with the union is in force. The union’s vouchers cannot be used here.",
    suspended: "The union has suspended this store until further notice.",
    closed: "The agreement is in force, but this store is closed. Try the merchant’s other stores.",
    withdrawn: "The union has withdrawn this plaque; it no longer stands for a partnership.",
  },
  suspendedUntil: "The union has suspended this store until {{time}}.",
  badge: "Friend of the union",
  map: "See it on a map",
  fact: {
    merchant: "Merchant",
    store: "Store",
    address: "Address",
    position: "How to find it",
    until: "Agreement until",
    number: "Plaque number",
  },
  noEnd: "No end agreed",
  checkedAt: "Checked {{time}}; this page is what counts.",
};

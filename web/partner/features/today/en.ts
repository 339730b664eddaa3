import type { Translated } from "../../../shared/i18n/languages.ts";
import type * as source from "./zh-CN.ts";

export const today: Translated<typeof source.today> = {
  goodsBack: "{{goods}} brought back",
  returns_one: "{{count}} return · {{back}} of subsidy back",
  returns_other: "{{count}} returns · {{back}} of subsidy back",
  title: "Today",
  totals: "{{count}} redeemed · {{amount}} spent · {{off}} off",
  empty: "Nothing redeemed today. Tap “Till” to scan the first.",
  undo: "Undo",
  undone: "taken back",
  offline: "accepted offline",
  waiting: "to be sent",
  waitingTitle: "Accepted offline, not redeemed yet",
  badTitle: "Accepted offline and not redeemed",
  badAbout: "The store bears these; the union sees them too. Ask the union if anything is unclear.",
  double: "used elsewhere before",
  refused: "not accepted by the server",
  away: "The server is out of reach, so redemptions cannot be shown. They appear once it is back.",
};

export const undo: Translated<typeof source.undo> = {
  title: "Take a redemption back",
  about: "“{{title}}”, {{amount}}, redeemed {{time}} by {{clerk}}. Afterwards the member can use the voucher again.",
  reason: "Reason",
  clerk: "Taken back by",
  choose: "Choose",
  pin: "PIN of this clerk",
  nobody: "Only another clerk with a PIN can take it back. There is no other clerk now.",
};

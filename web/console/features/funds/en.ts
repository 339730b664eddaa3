import type { Translated } from "../../../shared/i18n/languages.ts";
import type * as source from "./zh-CN.ts";

export const funds: Translated<typeof source.funds> = {
  title: "Fund sources",
  about:
    "Approving a campaign moves money from available to set aside; each voucher given moves it to issued, each one used to redeemed; what is not used becomes available again.",
  empty:
    "No fund source yet. Somebody with the duty of checking enters one first; approving a campaign needs money to set aside.",
  add: "Enter a fund source",
  added: "Entered",
  owner: "Organisation",
  budget: "Amount (yuan)",
  year: "Year",
  availableFen: "Available",
  setAsideFen: "Set aside",
  issuedFen: "Issued",
  redeemedFen: "Redeemed",
  lapsedFen: "Lapsed",
};

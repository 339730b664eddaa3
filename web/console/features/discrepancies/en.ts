import type { Translated } from "../../../shared/i18n/languages.ts";
import type * as source from "./zh-CN.ts";

export const discrepancies: Translated<typeof source.discrepancies> = {
  title: "Offline differences",
  about:
    "Vouchers that tills accepted without network and that could not be redeemed afterwards. The merchant sees them at the till too.",
  empty: "No differences. Every voucher accepted without network was redeemed.",
  store: "Store",
  amount: "Amount spent",
  acceptedAt: "Accepted offline",
  syncedAt: "Sent",
  whatHappened: "What happened",
  outcome: { double: "Used twice", refused: "Not redeemed" },
  why: {
    already_used: "The code had been used",
    certificate_expired: "The member's phone had been offline too long",
    clock_wrong: "The clock of the member's phone was wrong",
    expired: "The code was out of date when accepted",
    forged: "The code was not made by this platform",
    malformed: "What was accepted is no member code",
    revoked: "The phone's member code had been stopped",
    wrong_purpose: "The code was for something else",
    below_threshold: "The amount was below the threshold",
    merchant_suspended: "The merchant was suspended",
    not_a_voucher: "The code held no voucher",
    not_for_offline: "This kind may not be taken offline",
    nothing_off: "Nothing could be taken off the amount",
    offline_limit_reached: "More than this till may take offline in a day",
    offline_time_wrong: "The time of acceptance cannot be right",
    store_not_listed: "The voucher is not for this store",
    voucher_lapsed: "The voucher had lapsed",
    voucher_not_active: "The voucher had been used elsewhere or returned",
    voucher_not_yet_valid: "The voucher was not yet valid",
    other: "Another reason",
  },
};

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
};

import type { Translated } from "../../../shared/i18n/languages.ts";
import type * as source from "./zh-CN.ts";

export const served: Translated<typeof source.served> = {
  title: "What my union did",
  thisYear: "{{year}}",
  nothingThisYear: "Nothing on record this year yet.",
  kind: {
    voucher: "Vouchers used",
    activity: "Activities",
    joining: "Joining",
    transfer: "Transfers",
    correction: "Corrections",
  },
  unit: { visit: "{{count}} ×", case: "{{count}} done" },
  takenBack: "Taken back on {{date}}, not counted",
  about:
    "One line for each voucher used, each entry and each thing done for you. Only the union that served you and those above it can read them.",
  empty: "Nothing yet. Vouchers used, entries and things done for you appear here.",
  more: "Earlier",
};

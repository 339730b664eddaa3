import type { Translated } from "../../../shared/i18n/languages.ts";
import type * as source from "./zh-CN.ts";

export const code: Translated<typeof source.code> = {
  title: "Member code",
  hint: "Have a clerk or steward scan it. It renews every 15 seconds; screenshots do not work. If it does not scan, turn up the brightness.",
  renewIn: "Renews in {{seconds}} s",
  image: "QR of your member code",
  imageVoucher: "QR of this voucher",
  making: "Preparing",
  offline: "No connection; this code still works.",
  offlineServer: "This phone needs a connection to make codes. Please connect.",
  short: "Cannot be scanned? Tell a number",
  shortNumber: "For the clerk to type",
  shortUntil: "Valid until {{time}}",
  failed: "The code could not be made.",
};

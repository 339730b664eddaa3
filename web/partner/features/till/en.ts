import type { Translated } from "../../../shared/i18n/languages.ts";
import type * as source from "./zh-CN.ts";

export const till: Translated<typeof source.till> = {
  title: "Till",
  scan: "Scan the member's code",
  scanHelp: "A scan gun works too",
  number: "Or the number that the member reads out",
  numberHelp: "Members see it under “Tell a number”",
  check: "Check",
  checking: "Checking",
  sending: "Redeeming",
  amount: "Amount",
  typeAmount: "Enter the amount",
  pays: "{{off}} off, charge {{pay}}",
  below: "Needs at least {{min}}",
  redeem: "Redeem",
  accept: "Accept offline",
  scannedHere: "The code just scanned was not used. Finish this one first, or cancel and scan again.",
  slow: {
    checking: "The network is slow. A few more seconds, then the till decides as without network.",
    sending: "The network is slow. Do not close the page; nothing is redeemed twice.",
  },
};

export const scan: Translated<typeof source.scan> = {
  title: "Scan",
  hint: "Point at the code on the member's phone",
  close: "Close",
  denied: "No permission for the camera. Allow it in the browser's settings, type the number, or use a scan gun.",
  none: "The camera of this device cannot be opened. Type the number or use a scan gun.",
};

export const oldArticle: Translated<typeof source.oldArticle> = {
  title: "Old article (trade-in)",
  kind: "Kind, for example television",
  number: "Number",
  numberHelp: "Serial or frame number. One article counts once per campaign.",
  shown: "Old article: {{kind}} {{number}}",
};

export const soldGoods: Translated<typeof source.soldGoods> = {
  title_one: "Promoted goods: {{count}}",
  title_other: "Promoted goods: {{count}}",
  count: "Number of {{name}}",
  more: "One more {{name}}",
  less: "One {{name}} less",
  shown: "{{name}} × {{quantity}}",
};

export const result: Translated<typeof source.result> = {
  redeemed: "Redeemed",
  accepted: "Accepted offline, not redeemed yet",
  unsure: "Result not known yet",
  refused: "Not redeemed",
  refusedOffline: "Not possible without network",
  pays: "Charge {{pay}}",
  of: "{{title}}, {{off}} off",
  undoUntil: "Another clerk can take it back until {{time}}.",
  acceptedHelp: "The voucher is genuine. It is sent once the network is back, and only then redeemed.",
  unsureHelp: "The network broke half way. “Ask again” never redeems twice.",
  ask: "Ask again",
  leave: "Leave it and look under Today later",
  next: "Next customer",
  signIn: "Understood",
  shutOut:
    "This device is no longer a till: it may have been ended, or not used for long. Pair it again, or ask the union.",
  voucher: {
    voided: "Goods were brought back and this voucher is void.",
    redeemed: "This voucher has been used. Ask for another one.",
    returned: "The member has returned this voucher; it cannot be used.",
    held: "The member has not taken this voucher yet. Ask them to take it on their phone first.",
    waiting: "The member is still on the waiting list and has no voucher yet.",
    expired: "It was not taken in time and went to somebody else.",
  },
};

/** The engine behind every QR: certified phones, signed codes, numbers for typing, one decision per use. */
export { type PublishedKey, type Purpose, purposes, type Refusal } from "#wire/member-code/index";
export { sweepCodes } from "./codes.jobs.ts";
export { type CodeKeys, codeKeys } from "./codes.keys.ts";
export { type DeviceRegistration, listRevoked, registerDevice, revokeDevices } from "./devices.ts";
export {
  type Judged,
  judgePresented,
  makeCodeFor,
  offlineMarks,
  type Presented,
  type Reading,
  readCode,
  spendCode,
  trySpendCode,
} from "./present-code.ts";

import "./staying-rows.ts";

export { checkShortNumber, issueShortNumber } from "./short-number.ts";

/** Stock: quotas that cannot oversell, and what people hold of them. See README.md. */

export { type Award, awardClaims } from "./awards.ts";
export {
  confirmHold,
  holdUnit,
  leaveWaitingList,
  redeemClaim,
  releaseHold,
  returnClaim,
  undoRedemption,
} from "./claims.ts";
export { type GivenUp, giveUpAll, listOpenOf } from "./give-up.ts";
export { createGrabDesk, type GrabDesk, type GrabDeskOptions } from "./grab-desk.ts";
export { type BareShare, createShares } from "./many-shares.ts";
export { recountCaps, standTogether } from "./one-person.ts";
export {
  closeQuota,
  createCap,
  createQuota,
  type NewQuota,
  newQuotaId,
  orderSecret,
  orderSecretHash,
  pauseQuota,
  resumeQuota,
  spill,
  topUp,
} from "./quotas.ts";
export { reissueRedeemed, voidRedeemed } from "./redeemed-claims.ts";
export { reduce } from "./reduce.ts";
export { cancelQuota, retimeQuota, shiftSpills } from "./retime.ts";
export { changeSeats, type MovedSeat, moveSeat, swapSeats } from "./seats.ts";
export { createServing, type Serving } from "./serving.ts";
export type { QuotaSnapshots } from "./snapshots.ts";
export { claimRefusal, entryRefusal, servingOrder, ticketOf, unitsLeft } from "./stock.rules.ts";
export {
  type Claim,
  claimsOn,
  findClaim,
  findClaimByKey,
  findQuota,
  listActiveClaims,
  listClaims,
  listLapsing,
  listQuotas,
  lockClaim,
  type QuotaRow,
  type StockFacts,
  stockFacts,
} from "./stock.store.ts";
export {
  type ClaimOutcome,
  type ClaimRefusal,
  type ClaimState,
  claimStates,
  type EntryOutcome,
  type EntryRefusal,
  type NewTimes,
  type QuotaMode,
  type QuotaSnapshot,
  type QuotaState,
  quotaModes,
  quotaStates,
  type Seat,
} from "./stock.types.ts";
export { expireHolds, lapseClaims, spillDue } from "./sweeps.ts";
export { listUnits, type UnitRow } from "./units.store.ts";
export { joinWaitingList, offerFreeUnits } from "./waiting-list.ts";

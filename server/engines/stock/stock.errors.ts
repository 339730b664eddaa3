import { conflict, invalid, missing } from "#kernel/problem";
import type { ClaimState } from "./stock.types.ts";

export const noSuchClaim = () => missing("stock.no_such_claim");
export const noSuchQuota = () => missing("stock.no_such_quota");
/** The claim is in another state than the act needs. */
export const claimState = (state: ClaimState) => conflict("stock.claim_not_active", { state });
export const notYetValid = (validFrom: Date) =>
  conflict("stock.claim_not_yet_valid", { validFrom: validFrom.toISOString() });
export const lapsed = (validUntil: Date) => conflict("stock.claim_lapsed", { validUntil: validUntil.toISOString() });
export const soldOut = () => conflict("stock.sold_out");
export const capped = () => conflict("stock.cap_reached");
export const quotaClosed = () => conflict("stock.quota_closed");
export const belowTaken = (inUse: number) => conflict("stock.below_taken", { inUse });
export const noWaitingList = () => conflict("stock.no_waiting_list");
export const notSoldOut = () => conflict("stock.not_sold_out");
/** The same key came with another request. */
export const keyReused = () => invalid("idempotency.key_reused");
export const wrongUnits = (capacity: number) => invalid("stock.wrong_units", { capacity });
export const seatTaken = (label: string) => conflict("stock.seat_taken", { label });
export const noSuchSeat = (label: string) => missing("stock.no_such_seat", { label });
/** The new hall has fewer seats than people who have one. */
export const tooFewSeats = (seats: number, holders: number) => conflict("stock.too_few_seats", { seats, holders });
export const paidSeats = () => conflict("stock.paid_seats");
export const wrongTimes = (field: string) => invalid("stock.wrong_times", { field });

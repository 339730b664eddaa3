import type { Claim } from "#engines/stock";
import type { Problem } from "#kernel/problem";
import {
  belowThreshold,
  campaignPaused,
  merchantSuspended,
  noAgreement,
  noSuchVoucher,
  nothingOff,
  notYetValid,
  oldArticleMissing,
  storeClosed,
  storeNotListed,
  storeSuspended,
  voucherLapsed,
  voucherState,
} from "../benefits.errors.ts";
import type { Standing } from "../merchants/standing.store.ts";
import { type Benefit, discountOf } from "./discount.rules.ts";

export interface RedeemFacts {
  claim: Pick<Claim, "personId" | "state" | "validFrom" | "validUntil" | "reason">;
  /** Who showed the code. */
  holderId: string;
  benefit: Benefit;
  /** Undefined while the amount is not typed yet. */
  amountFen: number | undefined;
  storeListed: boolean;
  storeOpen: boolean;
  merchantActive: boolean;
  /** How the merchant's agreement and the store stood at that moment. */
  standing: Standing;
  /** The old article was not written down that this voucher is taken against. */
  oldArticleMissing?: boolean;
  /** The moment of taking it: now, or when a till without network took it. */
  at: Date;
  /** Taken without network: it may have lapsed before it came in. */
  takenOffline?: boolean;
  /** The campaign is paused, and its vouchers in hand rest meanwhile. */
  campaignStopped?: boolean;
}

export type RedeemDecision = { ok: true; offFen: number; payFen: number } | { ok: false; problem: Problem };

/** May this voucher be taken here, now, on this bill; and what does it take off? The first reason against it is given. */
export function decideRedemption(facts: RedeemFacts): RedeemDecision {
  const problem = problemOf(facts);
  if (problem !== undefined) return { ok: false, problem };
  if (facts.amountFen === undefined) return { ok: true, offFen: 0, payFen: 0 };
  if (facts.oldArticleMissing === true) return { ok: false, problem: oldArticleMissing() };
  const discount = discountOf(facts.benefit, facts.amountFen);
  if (discount.ok) return { ok: true, offFen: discount.offFen, payFen: discount.payFen };
  if (discount.reason === "nothing_off") return { ok: false, problem: nothingOff() };
  return { ok: false, problem: belowThreshold(discount.minSpendFen, facts.amountFen) };
}

function problemOf({ claim, ...facts }: RedeemFacts): Problem | undefined {
  // A code is signed by its holder; a claim of somebody else's in it is none that the holder has.
  if (claim.personId !== facts.holderId) return noSuchVoucher();
  if (!facts.merchantActive) return merchantSuspended();
  if (!facts.standing.agreementInForce) return noAgreement();
  if (!facts.storeOpen) return storeClosed();
  const { suspension } = facts.standing;
  if (suspension !== null) return storeSuspended(suspension.reason, suspension.until);
  if (!facts.storeListed) return storeNotListed();
  // Voided since goods were brought back: a lapsed claim with a reason.
  if (claim.state === "lapsed" && claim.reason !== null) return voucherState("voided");
  // Nobody at a till without network could know.
  if (facts.campaignStopped && !facts.takenOffline) return campaignPaused();
  if (claim.state === "lapsed" && claim.validUntil !== null && !facts.takenOffline)
    return voucherLapsed(claim.validUntil);
  const usable = claim.state === "active" || (claim.state === "lapsed" && facts.takenOffline === true);
  if (!usable) return voucherState(claim.state);
  if (claim.validFrom !== null && facts.at < claim.validFrom) return notYetValid(claim.validFrom);
  if (claim.validUntil !== null && facts.at >= claim.validUntil) return voucherLapsed(claim.validUntil);
  return undefined;
}

import { addDays, dayOf, endOfDay } from "#kernel/business-day";
import { unreachable } from "#kernel/database/unreachable";
import { type Benefit, discountOf } from "../vouchers/discount.rules.ts";

export const returnOutcomes = ["claw_back", "reissue"] as const;
export const partialReturns = ["recalculate", "proportional", "refuse"] as const;

/** What a campaign says about goods that are brought back. */
export interface ReturnRule {
  /** When all of the subsidy comes back: the voucher is void, or the member has it again. */
  returnOutcome: (typeof returnOutcomes)[number];
  /** When a part of the goods comes back: the discount of what was kept, the goods' share of it, or not at all. */
  returnPartial: (typeof partialReturns)[number];
  /** How many days after the day of the redemption. */
  returnDays: number;
  reissueDays: number;
  /** A voucher given again may be used after the campaign's last day. */
  reissueBeyondEnd: boolean;
}

export interface ReturnFacts {
  rule: ReturnRule;
  benefit: Benefit;
  /** The bill, and what the voucher took off it. */
  amountFen: number;
  offFen: number;
  /** What was brought back of this bill before, and now. */
  beforeFen: number;
  goodsFen: number;
  redeemedAt: Date;
  at: Date;
  campaignEndsOn: string;
}

export type ReturnDecision =
  | { ok: false; reason: "nothing_left"; leftFen: number }
  | { ok: false; reason: "too_late"; days: number }
  | { ok: false; reason: "whole_only"; leftFen: number }
  | {
      ok: true;
      /** `stands`: the discount is earned without these goods too, and nothing becomes of the voucher. */
      outcome: "stands" | "clawed_back" | "reissued";
      /** What comes back of the subsidy; the merchant owes it. */
      backFen: number;
      /** What the member is paid for these goods; below zero when earlier goods were paid back in full. */
      refundFen: number;
      /** All of the subsidy comes back: the voucher was not used. */
      whole: boolean;
      /** Until when the member may use the voucher again. */
      validUntil: Date | null;
    };

/**
 * What becomes of a redemption of which goods are brought back. All goods of the bill count together, whenever they came,
 * so that it makes no difference in how many parts somebody brings them: what the member is paid and what comes back of
 * the subsidy are together worth the goods.
 */
export function decideReturn(facts: ReturnFacts): ReturnDecision {
  const { amountFen, offFen, beforeFen, goodsFen, rule } = facts;
  const leftFen = amountFen - beforeFen;
  if (goodsFen > leftFen) return { ok: false, reason: "nothing_left", leftFen };
  if (dayOf(facts.at) > addDays(dayOf(facts.redeemedAt), rule.returnDays))
    return { ok: false, reason: "too_late", days: rule.returnDays };
  if (rule.returnPartial === "refuse" && goodsFen < leftFen) return { ok: false, reason: "whole_only", leftFen };

  const backFen = takenBack(facts);
  const refundFen = goodsFen - backFen;
  if (backFen === 0) return { ok: true, outcome: "stands", backFen, refundFen, whole: false, validUntil: null };

  const whole = backFen === offFen;
  const validUntil = whole && rule.returnOutcome === "reissue" ? reissuedUntil(facts) : null;
  return { ok: true, outcome: validUntil ? "reissued" : "clawed_back", backFen, refundFen, whole, validUntil };
}

/** What of the subsidy is not earned by what was kept; never more than the goods are worth, so that nobody pays for a return. */
function takenBack({ rule, benefit, amountFen, offFen, beforeFen, goodsFen }: ReturnFacts): number {
  const allFen = beforeFen + goodsFen;
  const keptFen = amountFen - allFen;
  switch (rule.returnPartial) {
    case "recalculate":
    case "refuse": {
      const kept = discountOf(benefit, keptFen);
      return Math.min(offFen - (kept.ok ? Math.min(kept.offFen, offFen) : 0), allFen);
    }
    case "proportional":
      // A broken fen goes to the fund.
      return Number((BigInt(offFen) * BigInt(allFen) + BigInt(amountFen) - 1n) / BigInt(amountFen));
    default:
      return unreachable(rule.returnPartial);
  }
}

/** The end of the last day on which a voucher given again may be used; null when the campaign is over. */
function reissuedUntil({ rule, at, campaignEndsOn }: ReturnFacts): Date | null {
  const last = addDays(dayOf(at), rule.reissueDays);
  const until = endOfDay(rule.reissueBeyondEnd || last < campaignEndsOn ? last : campaignEndsOn);
  return until > at ? until : null;
}

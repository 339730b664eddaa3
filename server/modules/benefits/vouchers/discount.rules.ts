import { unreachable } from "#kernel/database/unreachable";

/** What a voucher takes off a bill. All amounts in fen. */
export type Benefit =
  | { type: "threshold"; minSpendFen: number; offFen: number }
  | { type: "half"; maxOffFen: number }
  | { type: "fixed"; valueFen: number };

export type Discount =
  | { ok: true; offFen: number; payFen: number }
  | { ok: false; reason: "below_threshold"; minSpendFen: number }
  | { ok: false; reason: "nothing_off" };

/**
 * What a bill of `amountFen` costs with this voucher. A half rounds in favour of the fund: of an odd fen the member pays
 * the larger part. A voucher never gives change: what exceeds the bill is not paid out.
 */
export function discountOf(benefit: Benefit, amountFen: number): Discount {
  if (benefit.type === "threshold" && amountFen < benefit.minSpendFen)
    return { ok: false, reason: "below_threshold", minSpendFen: benefit.minSpendFen };
  const offFen = offOf(benefit, amountFen);
  return offFen > 0 ? { ok: true, offFen, payFen: amountFen - offFen } : { ok: false, reason: "nothing_off" };
}

function offOf(benefit: Benefit, amountFen: number): number {
  switch (benefit.type) {
    case "threshold":
      return benefit.offFen;
    case "half":
      return Math.min(Math.floor(amountFen / 2), benefit.maxOffFen);
    case "fixed":
      return Math.min(benefit.valueFen, amountFen);
    default:
      return unreachable(benefit);
  }
}

/** The most that one voucher can cost the fund: what is set aside for it. */
export function faceValueFen(benefit: Benefit): number {
  switch (benefit.type) {
    case "threshold":
      return benefit.offFen;
    case "half":
      return benefit.maxOffFen;
    case "fixed":
      return benefit.valueFen;
    default:
      return unreachable(benefit);
  }
}

/** What a voucher kind gives; all amounts in fen. */
export type Benefit =
  | { type: "threshold"; minSpendFen: number; offFen: number }
  | { type: "half"; maxOffFen: number }
  | { type: "fixed"; valueFen: number };

/** What is taken off an amount, in fen; undefined when the amount does not reach the threshold. */
export function offFenOf(benefit: Benefit, amountFen: number): number | undefined {
  switch (benefit.type) {
    case "threshold":
      return amountFen >= benefit.minSpendFen ? Math.min(benefit.offFen, amountFen) : undefined;
    case "half":
      return Math.min(Math.floor(amountFen / 2), benefit.maxOffFen);
    case "fixed":
      return Math.min(benefit.valueFen, amountFen);
    default:
      return benefit satisfies never;
  }
}

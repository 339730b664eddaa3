import type { Benefit } from "../../../shared/api-types/index.ts";

/** What is taken off a bill, in fen; undefined when nothing is, as below the threshold. */
export function offFenOf(benefit: Benefit, amountFen: number): number | undefined {
  switch (benefit.type) {
    case "threshold":
      return amountFen >= benefit.minSpendFen ? benefit.offFen : undefined;
    case "half":
      return Math.min(Math.floor(amountFen / 2), benefit.maxOffFen) || undefined;
    case "fixed":
      return Math.min(benefit.valueFen, amountFen) || undefined;
    default:
      return benefit satisfies never;
  }
}

import type { QuotaCheck } from "./funds-check.store.ts";

export type DifferenceKind = "books" | "statements" | "compensated" | "paid";

export interface FundsDifference {
  kind: DifferenceKind;
  /** The release, or the statement's number. */
  name: string;
  expectedFen: number;
  foundFen: number;
}

export interface FundsFacts {
  quotas: readonly QuotaCheck[];
  compensated: { decidedFen: number; bookedFen: number };
  statements: readonly { number: string; state: string; totalFen: number; paidFen: number }[];
}

/** Where tills, books and statements do not say the same, to the fen. */
export function fundsDifferences({ quotas, compensated, statements }: FundsFacts): FundsDifference[] {
  const found: FundsDifference[] = [];
  const compare = (kind: DifferenceKind, name: string, expectedFen: number, foundFen: number) => {
    if (expectedFen !== foundFen) found.push({ kind, name, expectedFen, foundFen });
  };
  for (const quota of quotas) {
    const name = `${quota.campaignTitle} · ${quota.kindTitle}`;
    compare("books", name, quota.takenFen, quota.bookedFen);
    compare("statements", name, quota.takenFen, quota.statedFen + quota.openFen);
  }
  compare("compensated", "", compensated.decidedFen, compensated.bookedFen);
  for (const { number, state, totalFen, paidFen } of statements)
    compare("paid", number, state === "paid" || state === "locked" ? totalFen : 0, paidFen);
  return found;
}

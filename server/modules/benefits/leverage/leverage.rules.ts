import type { MovedRow } from "./leverage.store.ts";

export interface Moved {
  vouchers: number;
  spendingFen: number;
  subsidyFen: number;
  /** Spending for each yuan of subsidy, to a hundredth; null where no subsidy was used. */
  leverage: number | null;
}

export const leverageOf = (spendingFen: number, subsidyFen: number): number | null =>
  subsidyFen > 0 ? Math.round((spendingFen * 100) / subsidyFen) / 100 : null;

/** Groups what was moved by one of its fields; the largest spending first, months in their order. */
export function groupMoved(
  rows: readonly MovedRow[],
  by: "campaignId" | "kindId" | "storeId" | "month",
): (Moved & { key: string })[] {
  const sums = new Map<string, { vouchers: number; spendingFen: number; subsidyFen: number }>();
  for (const row of rows) {
    const sum = sums.get(row[by]) ?? { vouchers: 0, spendingFen: 0, subsidyFen: 0 };
    sum.vouchers += row.vouchers;
    sum.spendingFen += row.spendingFen;
    sum.subsidyFen += row.subsidyFen;
    sums.set(row[by], sum);
  }
  const groups = [...sums].map(([key, sum]) => ({
    key,
    ...sum,
    leverage: leverageOf(sum.spendingFen, sum.subsidyFen),
  }));
  return groups.sort((a, b) =>
    by === "month" ? a.key.localeCompare(b.key) : b.spendingFen - a.spendingFen || a.key.localeCompare(b.key),
  );
}

export const sumMoved = (rows: readonly MovedRow[]): Moved => {
  const sum = (of: (row: MovedRow) => number) => rows.reduce((total, row) => total + of(row), 0);
  const [spendingFen, subsidyFen] = [sum((row) => row.spendingFen), sum((row) => row.subsidyFen)];
  return {
    vouchers: sum((row) => row.vouchers),
    spendingFen,
    subsidyFen,
    leverage: leverageOf(spendingFen, subsidyFen),
  };
};

export interface YearFacts {
  year: number;
  theme: string;
  issuedFen: number;
  redeemedFen: number | null;
  spendingFen: number | null;
  vouchers: number | null;
}

export interface YearTotal {
  year: number;
  themes: string[];
  issuedFen: number;
  redeemedFen: number;
  spendingFen: number;
  vouchers: number;
  /** Of rows that say both; what nobody wrote down is not presumed. */
  leverage: number | null;
  /** Some figure of the year was never written down. */
  incomplete: boolean;
}

/** One row for each year, from what was entered by hand and what this system counted. */
export function yearTotals(facts: readonly YearFacts[]): YearTotal[] {
  const years = new Map<number, YearFacts[]>();
  for (const fact of facts) years.set(fact.year, [...(years.get(fact.year) ?? []), fact]);
  return [...years]
    .sort(([a], [b]) => a - b)
    .map(([year, own]) => {
      const sum = (of: (fact: YearFacts) => number | null) => own.reduce((total, fact) => total + (of(fact) ?? 0), 0);
      const both = own.filter((fact) => fact.spendingFen !== null && fact.redeemedFen !== null);
      return {
        year,
        themes: [...new Set(own.map((fact) => fact.theme).filter((theme) => theme !== ""))],
        ...{ issuedFen: sum((fact) => fact.issuedFen), redeemedFen: sum((fact) => fact.redeemedFen) },
        ...{ spendingFen: sum((fact) => fact.spendingFen), vouchers: sum((fact) => fact.vouchers) },
        leverage: leverageOf(
          both.reduce((total, fact) => total + (fact.spendingFen ?? 0), 0),
          both.reduce((total, fact) => total + (fact.redeemedFen ?? 0), 0),
        ),
        incomplete: own.some((fact) => fact.redeemedFen === null || fact.spendingFen === null),
      };
    });
}

/** Of a population, how many are of a kind, and how many of those were drawn. */
export interface Draw {
  population: number;
  ofKind: number;
  winners: number;
  winnersOfKind: number;
}

/**
 * How far the winners of a kind are from their share of the entrants, over several independent draws, in standard deviations
 * (hypergeometric mean and variance, summed). Drawing without regard to the kind gives a value near the standard normal.
 */
export function deviation(draws: readonly Draw[]): number {
  let difference = 0;
  let variance = 0;
  for (const { population: n, ofKind: k, winners: w, winnersOfKind } of draws) {
    difference += winnersOfKind - (w * k) / n;
    variance += n <= 1 ? 0 : (w * (k / n) * (1 - k / n) * (n - w)) / (n - 1);
  }
  return variance === 0 ? 0 : difference / Math.sqrt(variance);
}

/** Two-sided level of the test: a fair draw fails it once in ten thousand runs. */
export const alpha = 1e-4;
/** The standard normal's quantile at 1 - alpha / 2. */
export const bound = 3.89;

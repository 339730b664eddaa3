/** One second of a release, as the server counts it. */
export interface Sample {
  at: string;
  requests: number;
  granted: number;
  refused: Record<string, number>;
  entries: number;
  p50Ms: number | null;
  p99Ms: number | null;
}

/** The seconds on screen. */
export const shownSeconds = 600;

/** The series after newer samples have come: by second, the newer of two for one second, at most ten minutes. */
export function joinSamples(series: readonly Sample[], newer: readonly Sample[]): Sample[] {
  const bySecond = new Map([...series, ...newer].map((sample) => [sample.at, sample]));
  return [...bySecond.values()].sort((a, b) => a.at.localeCompare(b.at)).slice(-shownSeconds);
}

/** What the refusals of a series were, most frequent first. */
export function refusalsOf(series: readonly Sample[]): { code: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { refused } of series) {
    for (const [code, count] of Object.entries(refused)) counts.set(code, (counts.get(code) ?? 0) + count);
  }
  return [...counts].map(([code, count]) => ({ code, count })).sort((a, b) => b.count - a.count);
}

/** Sums of the seconds shown. */
export function totalsOf(series: readonly Sample[]): { requests: number; granted: number; refused: number } {
  const totals = { requests: 0, granted: 0, refused: 0 };
  for (const sample of series) {
    totals.requests += sample.requests;
    totals.granted += sample.granted;
    for (const count of Object.values(sample.refused)) totals.refused += count;
  }
  return totals;
}

/** How far a figure may be relied on: fresh, some seconds old, or cut off. Age in ms since the server spoke. */
export function freshnessOf(ageMs: number): "live" | "late" | "cut" {
  if (ageMs < 3_000) return "live";
  return ageMs < 15_000 ? "late" : "cut";
}

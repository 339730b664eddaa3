/** A term as it is typed: first and last day, both included. */
export interface TermDays {
  from?: string;
  until?: string;
}

/** Days begin and end at midnight in Beijing; a first day that is today begins at once. */
export function termOf({ from, until }: TermDays): { from?: string; until?: string } {
  return {
    ...(from ? { from: new Date(`${from}T00:00:00+08:00`).toISOString() } : {}),
    ...(until ? { until: new Date(Date.parse(`${until}T00:00:00+08:00`) + 86_400_000).toISOString() } : {}),
  };
}

/** The last day of what ends at an instant. */
export const lastDayOf = (until: string): string => new Date(Date.parse(until) - 1).toISOString();

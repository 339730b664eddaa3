import type { Monitor, MonitorSample } from "../../../shared/api-types/index.ts";

/** The seconds on screen. */
export const shownSeconds = 600;

/**
 * The last ten minutes by the second: the server tells only the seconds in which something happened, the others are
 * zero. `until` is the server's time in ms; the second that is still running is left out.
 */
export function fillSeconds(series: readonly MonitorSample[], until: number): MonitorSample[] {
  const known = new Map(series.map((sample) => [Math.floor(Date.parse(sample.at) / 1000), sample]));
  const last = Math.floor(until / 1000) - 1;
  return Array.from({ length: shownSeconds }, (_, index) => {
    const second = last - shownSeconds + 1 + index;
    return known.get(second) ?? silence(second);
  });
}

/**
 * The figures on screen with those just told, whose series are the newest seconds only: a second told again replaces what
 * was known of it. Undefined when seconds between the two were missed and all must be asked for anew.
 */
export function joinFigures(known: Monitor, told: Monitor): Monitor | undefined {
  const now = Date.parse(told.serverTime);
  if (now <= Date.parse(known.serverTime)) return known;
  // Of a second that is still open to the processes that write it, the last told counts.
  const from = Math.floor(now / 1000) - toldSeconds;
  if (Date.parse(known.serverTime) / 1000 < from + settleSeconds) return undefined;
  const second = (sample: MonitorSample) => Math.floor(Date.parse(sample.at) / 1000);
  const older = known.series.filter(
    (sample) => second(sample) < from && second(sample) > now / 1000 - shownSeconds - 1,
  );
  const kept = known.series.filter((sample) => second(sample) >= from);
  const newer = new Map([...kept, ...told.series].map((sample) => [second(sample), sample]));
  return { ...told, series: [...older, ...[...newer.values()].sort((a, b) => second(a) - second(b))] };
}

/** The server tells so many seconds each time, and a second is complete after so many. */
const toldSeconds = 10;
const settleSeconds = 3;

const silence = (second: number): MonitorSample => ({
  at: new Date(second * 1000).toISOString(),
  ...{ requests: 0, granted: 0, refused: {}, entries: 0, p50Ms: null, p99Ms: null },
});

/** How many of one second were refused, for whatever reason. */
export const refusedIn = ({ refused }: MonitorSample): number =>
  Object.values(refused).reduce((sum, count) => sum + count, 0);

const notYetPlaced: readonly Monitor["state"][] = ["scheduled", "entry_open", "drawing"];

/** Refusals with those who entered and, once the places are out, stand behind the last unit. */
export function withPlaces({
  state,
  entries,
  capacity,
  refused,
}: Pick<Monitor, "state" | "entries" | "capacity" | "refused">): Record<string, number> {
  const behind = notYetPlaced.includes(state) ? 0 : Math.max(0, entries - capacity);
  return behind === 0 ? refused : { placed_after: behind, ...refused };
}

/** Refusals by reason, most frequent first. */
export function refusalsByCount(refused: Record<string, number>): { code: string; count: number }[] {
  return Object.entries(refused)
    .map(([code, count]) => ({ code, count }))
    .sort((a, b) => b.count - a.count);
}

/** The figure of the last few seconds, per second: single seconds jump too much to be read. */
export function recentRate(
  series: readonly MonitorSample[],
  of: (sample: MonitorSample) => number,
  seconds = 5,
): number {
  const last = series.slice(-seconds);
  return last.length === 0 ? 0 : Math.round(last.reduce((sum, sample) => sum + of(sample), 0) / last.length);
}

/** The newest latencies that were measured, in ms; null while nothing happens. */
export function newestLatency(series: readonly MonitorSample[]): Pick<MonitorSample, "p50Ms" | "p99Ms"> {
  const measured = series.slice(-10).filter(({ p99Ms }) => p99Ms !== null);
  return measured[measured.length - 1] ?? { p50Ms: null, p99Ms: null };
}

/** How far a figure may be relied on: fresh, some seconds old, or cut off. Age in ms since the server spoke. */
export function freshnessOf(ageMs: number): "live" | "late" | "cut" {
  if (ageMs < 3_000) return "live";
  return ageMs < 15_000 ? "late" : "cut";
}

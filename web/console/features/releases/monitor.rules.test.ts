import { describe, expect, test } from "vitest";
import type { MonitorSample } from "../../../shared/api-types/index.ts";
import {
  fillSeconds,
  freshnessOf,
  newestLatency,
  recentRate,
  refusalsByCount,
  refusedIn,
  shownSeconds,
  withPlaces,
} from "./monitor.rules.ts";

const aSample = (second: number, more: Partial<MonitorSample> = {}): MonitorSample => ({
  ...{ at: new Date(second * 1000).toISOString(), requests: 10, granted: 2, refused: {}, entries: 0 },
  ...{ p50Ms: 4, p99Ms: 20, ...more },
});

describe("the monitor's series", () => {
  test("seconds in which nothing happened are zero, and the running second is left out", () => {
    const filled = fillSeconds([aSample(995), aSample(998), aSample(1000)], 1_000_400);
    expect(filled).toHaveLength(shownSeconds);
    expect(filled.slice(-5).map((sample) => sample.requests)).toEqual([10, 0, 0, 10, 0]);
    expect(filled.at(-1)?.at).toBe(new Date(999_000).toISOString());
  });

  test("what is older than ten minutes is left out", () => {
    expect(fillSeconds([aSample(1)], 1_000_000).every((sample) => sample.requests === 0)).toBe(true);
  });

  test("refusals are listed by reason, most frequent first", () => {
    expect(refusalsByCount({ a: 3, b: 5 })).toEqual([
      { code: "b", count: 5 },
      { code: "a", count: 3 },
    ]);
    expect(refusedIn(aSample(1, { refused: { a: 1, b: 2 } }))).toBe(3);
  });

  test("who entered and stands behind the last unit is counted once the places are out", () => {
    const monitor = { state: "sold_out", entries: 600, capacity: 200, refused: { entry_closed: 3 } } as const;
    expect(withPlaces(monitor)).toEqual({ placed_after: 400, entry_closed: 3 });
    expect(withPlaces({ ...monitor, state: "entry_open" })).toEqual({ entry_closed: 3 });
    expect(withPlaces({ ...monitor, entries: 150 })).toEqual({ entry_closed: 3 });
  });

  test("a rate is the mean of the last seconds, a latency the newest measured", () => {
    const series = [
      aSample(1, { requests: 100 }),
      aSample(2, { requests: 4 }),
      aSample(3, { requests: 6, p99Ms: null }),
    ];
    expect(recentRate(series, (sample) => sample.requests, 2)).toBe(5);
    expect(newestLatency(series).p99Ms).toBe(20);
    expect(newestLatency([]).p99Ms).toBeNull();
    expect(recentRate([], (sample) => sample.requests)).toBe(0);
  });

  test.each([
    [0, "live"],
    [2_999, "live"],
    [3_000, "late"],
    [15_000, "cut"],
  ])("%d ms after the server spoke the figures are %s", (age, state) => expect(freshnessOf(age)).toBe(state));
});

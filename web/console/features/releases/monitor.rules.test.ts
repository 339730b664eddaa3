import { describe, expect, test } from "vitest";
import type { Monitor, MonitorSample } from "../../../shared/api-types/index.ts";
import {
  fillSeconds,
  freshnessOf,
  joinFigures,
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

describe("figures that are told", () => {
  const figures = (at: number, series: MonitorSample[], left = 1): Monitor => ({
    ...{ releaseId: "r", series, left, capacity: 5, taken: 4, entries: 0, redeemed: 0, refused: {}, state: "open" },
    serverTime: new Date(at * 1000).toISOString(),
  });
  const seconds = ({ series }: Monitor) => series.map(({ at, requests }) => [Date.parse(at) / 1000, requests]);

  test("go on where the known ones end, and correct the newest seconds", () => {
    const known = figures(1000, [aSample(400), aSample(990), aSample(998, { requests: 1 })], 3);
    const joined = joinFigures(known, figures(1001, [aSample(998, { requests: 7 }), aSample(1000)], 2));
    expect(joined).toMatchObject({ left: 2, serverTime: new Date(1_001_000).toISOString() });
    expect(joined && seconds(joined)).toEqual([
      [990, 10],
      [998, 7],
      [1000, 10],
    ]);
  });

  test("that come late change nothing; after a gap all is asked for anew", () => {
    const known = figures(1000, [aSample(998)]);
    expect(joinFigures(known, figures(999, []))).toBe(known);
    expect(joinFigures(known, figures(1006, []))).toBeDefined();
    expect(joinFigures(known, figures(1008, []))).toBeUndefined();
  });

  test("two consoles that began at different moments show the same in the end", () => {
    const all = Array.from({ length: 30 }, (_, index) => aSample(1000 + index, { requests: index }));
    const at = (second: number) => all.filter((sample) => Date.parse(sample.at) < second * 1000);
    const tell = (second: number) => figures(second, at(second).slice(-10));
    const watch = (from: number) => {
      let shown = figures(from, at(from));
      for (let second = from + 1; second <= 1030; second++) shown = joinFigures(shown, tell(second)) ?? shown;
      return shown;
    };
    expect(watch(1005)).toEqual(watch(1020));
    expect(watch(1005).series).toHaveLength(30);
  });
});

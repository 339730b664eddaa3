import { describe, expect, test } from "vitest";
import { freshnessOf, joinSamples, refusalsOf, type Sample, shownSeconds, totalsOf } from "./monitor.rules.ts";

const aSample = (second: number, more: Partial<Sample> = {}): Sample => ({
  ...{ at: new Date(second * 1000).toISOString(), requests: 10, granted: 2, refused: {}, entries: 0 },
  ...{ p50Ms: 4, p99Ms: 20, ...more },
});

describe("the monitor's series", () => {
  test("a second told twice counts once, as last told", () => {
    const joined = joinSamples([aSample(1), aSample(2, { requests: 5 })], [aSample(2, { requests: 9 }), aSample(3)]);
    expect(joined.map((sample) => sample.requests)).toEqual([10, 9, 10]);
  });

  test("keeps order and at most ten minutes", () => {
    const all = Array.from({ length: shownSeconds + 5 }, (_, second) => aSample(second));
    const joined = joinSamples(all.slice(300), all.slice(0, 300));
    expect(joined).toEqual(all.slice(5));
  });

  test("refusals are summed by reason, most frequent first", () => {
    const series = [aSample(1, { refused: { a: 1, b: 5 } }), aSample(2, { refused: { a: 2 } })];
    expect(refusalsOf(series)).toEqual([
      { code: "b", count: 5 },
      { code: "a", count: 3 },
    ]);
    expect(totalsOf(series)).toEqual({ requests: 20, granted: 4, refused: 8 });
  });

  test.each([
    [0, "live"],
    [2_999, "live"],
    [3_000, "late"],
    [15_000, "cut"],
  ])("%d ms after the server spoke the figures are %s", (age, state) => expect(freshnessOf(age)).toBe(state));
});

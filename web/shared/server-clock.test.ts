import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ClockEstimate, createServerClock, observe, serverTimeAt, uncertaintyAt } from "./server-clock.ts";

/** One exchange of a device whose clock is `offset` ms behind the server, `up` and `down` ms on the way. */
const trip = (offset: number, sentAt: number, up: number, down: number) => ({
  sentAt,
  receivedAt: sentAt + up + down,
  serverTime: sentAt + up + offset,
});

const delay = fc.integer({ min: 0, max: 5_000 });
const anOffset = fc.integer({ min: -86_400_000, max: 86_400_000 });

describe("the estimate of server time", () => {
  test("is never further off than it says, whichever way is slow, and only gets better", () => {
    const delays = fc.array(fc.tuple(delay, delay), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(anOffset, delays, (offset, ways) => {
        let known: ClockEstimate | undefined;
        let best = Number.POSITIVE_INFINITY;
        let now = 1_000_000;
        for (const [up, down] of ways) {
          known = observe(known, trip(offset, now, up, down));
          now += up + down;
          const off = Math.abs(serverTimeAt(known, now) - (now + offset));
          expect(off).toBeLessThanOrEqual(uncertaintyAt(known, now) + 1);
          // What drift may add while the exchange runs is the only loss.
          expect(uncertaintyAt(known, now)).toBeLessThanOrEqual(best + (up + down) * 100e-6 + 1);
          best = uncertaintyAt(known, now);
        }
      }),
    );
  });

  test("follows at once when the device's clock is set", () => {
    fc.assert(
      fc.property(anOffset, fc.integer({ min: 20_000, max: 9e7 }), fc.boolean(), (offset, step, back) => {
        const before = observe(undefined, trip(offset, 1e9, 100, 100));
        const set = back ? -step : step;
        const after = observe(before, trip(offset - set, 1e9 + 500 + set, 50, 150));
        const now = 1e9 + 1_000 + set;
        expect(Math.abs(serverTimeAt(after, now) - (now + offset - set))).toBeLessThanOrEqual(101);
      }),
    );
  });

  test("a coarse Date header is allowed for", () => {
    const known = observe(undefined, { sentAt: 10_000, receivedAt: 10_100, serverTime: 50_000, resolution: 1_000 });
    expect(known).toEqual({ least: 39_900, most: 41_000, at: 10_100 });
  });

  test("an exchange during which the clock was set back is ignored", () => {
    const known = observe(undefined, trip(5, 1_000, 10, 10));
    expect(observe(known, { sentAt: 2_000, receivedAt: 1_500, serverTime: 9 })).toBe(known);
  });

  test("grows uncertain with time, and knows nothing at first", () => {
    const known = observe(undefined, trip(0, 0, 100, 100));
    expect(uncertaintyAt(known, 200 + 86_400_000)).toBeGreaterThan(8_000);
    expect(uncertaintyAt(undefined, 0)).toBe(Number.POSITIVE_INFINITY);
    expect(serverTimeAt(undefined, 77)).toBe(77);
  });
});

describe("the kept clock", () => {
  const aStorage = (content = new Map<string, string>()) => ({
    content,
    getItem: (key: string) => content.get(key) ?? null,
    setItem: (key: string, value: string) => void content.set(key, value),
  });

  test("survives a reload", () => {
    const storage = aStorage();
    createServerClock({ storage, deviceNow: () => 1_200 }).observe(trip(60_000, 1_000, 100, 100));
    expect(createServerClock({ storage, deviceNow: () => 5_000 }).now()).toBe(65_001);
  });

  test.each(["", "null", "{", '{"least":1}', '{"least":"1","most":2,"at":3}'])("starts afresh on %j", (kept) => {
    const storage = aStorage(new Map([["gonghui.server-clock", kept]]));
    const clock = createServerClock({ storage, deviceNow: () => 5 });
    expect(clock.now()).toBe(5);
    expect(clock.uncertainty()).toBe(Number.POSITIVE_INFINITY);
  });

  test("works where storage is forbidden", () => {
    const refuse = () => {
      throw new Error("SecurityError");
    };
    const clock = createServerClock({ storage: { getItem: refuse, setItem: refuse }, deviceNow: () => 1_000 });
    clock.observe(trip(60_000, 800, 100, 100));
    expect(clock.now()).toBe(61_001);
  });
});

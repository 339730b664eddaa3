/** Random choices that are the same on every run with the same seed (mulberry32). */
export function seededRandom(seed: number) {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    /** 0 ≤ number < 1. */
    next,
    below: (end: number): number => Math.floor(next() * end),
    chance: (probability: number): boolean => next() < probability,
    pick: <T>(from: readonly T[]): T => {
      const one = from[Math.floor(next() * from.length)];
      if (one === undefined) throw new RangeError("nothing to pick from");
      return one;
    },
  };
}

export type SeededRandom = ReturnType<typeof seededRandom>;

import { randomUUID } from "node:crypto";
import type { SeededRandom } from "../db/demo/random.ts";

export { type SeededRandom, seededRandom } from "../db/demo/random.ts";

/** The key of a request; not seeded, because two runs on one database must never share one. */
export const freshKey = (): string => randomUUID();

export const sleep = (millis: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, millis));

/** A random order of `items` that follows from the seed. */
export function shuffled<T>(items: readonly T[], random: SeededRandom): T[] {
  const result = [...items];
  for (let end = result.length - 1; end > 0; end--) {
    const other = random.below(end + 1);
    [result[end], result[other]] = [result[other] as T, result[end] as T];
  }
  return result;
}

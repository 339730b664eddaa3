import { type Ctx, transact } from "#kernel/context";
import type { Db } from "#kernel/database/db";
import { readTogether } from "#kernel/database/read-together";
import type { Bar } from "./eligibility.rules.ts";

interface Pair {
  personId: string;
  subject: string;
}

/** Reads the bars of many pairs of person and subject, by "person subject"; with the server's sight, as a pair is its person's own. */
export type BarSource = (db: Db, pairs: readonly Pair[]) => Promise<Map<string, readonly Bar[]>>;

const sources: BarSource[] = [];

/** Rooms that leave people out for something they keep make it known; at load. */
export const registerBars = (source: BarSource): void => void sources.push(source);

export type BarReader = (personId: string, subject: string) => Promise<readonly Bar[]>;

/** Pairs that may wait to be read: at noon everybody asks at once. */
const mostWaiting = 20_000;

/** Reads bars, many persons in one question. */
export function createBarReader(system: Ctx): BarReader {
  const read = readTogether(async (keys) => {
    const pairs = keys.map((key) => {
      const [personId = "", subject = ""] = key.split(" ");
      return { personId, subject };
    });
    const found = new Map<string, Bar[]>();
    await transact(system, async (tx) => {
      for (const source of sources)
        for (const [key, bars] of await source(tx.db, pairs)) found.set(key, [...(found.get(key) ?? []), ...bars]);
    });
    return found;
  }, mostWaiting);
  return async (personId, subject) => (await read(`${personId} ${subject}`)) ?? [];
}

import { type Ctx, transact } from "#kernel/context";
import type { Db } from "#kernel/database/db";
import { readTogether } from "#kernel/database/read-together";
import type { Standing } from "./eligibility.rules.ts";

interface Pair {
  personId: string;
  subject: string;
}

/** Reads the standings of many pairs of person and subject, by "person subject"; with the server's sight, as a pair is its person's own. */
export type StandingSource = (db: Db, pairs: readonly Pair[]) => Promise<Map<string, readonly Standing[]>>;

const sources: StandingSource[] = [];

/** Rooms that leave people out, or put them forward, for something they keep make it known; at load. */
export const registerStandings = (source: StandingSource): void => void sources.push(source);

export type StandingReader = (personId: string, subject: string) => Promise<readonly Standing[]>;

/** Pairs that may wait to be read: at noon everybody asks at once. */
const mostWaiting = 20_000;

/** Reads standings, many persons in one question. */
export function createStandingReader(system: Ctx): StandingReader {
  const read = readTogether(async (keys) => {
    const pairs = keys.map((key) => {
      const [personId = "", subject = ""] = key.split(" ");
      return { personId, subject };
    });
    const found = new Map<string, Standing[]>();
    await transact(system, async (tx) => {
      for (const source of sources)
        for (const [key, standings] of await source(tx.db, pairs))
          found.set(key, [...(found.get(key) ?? []), ...standings]);
    });
    return found;
  }, mostWaiting);
  return async (personId, subject) => (await read(`${personId} ${subject}`)) ?? [];
}

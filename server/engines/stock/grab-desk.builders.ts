import { afterAll, afterEach } from "vitest";
import { uuidv7 } from "#kernel/ids";
import { type TestDatabase, testDatabase } from "#kernel/testing";
import type { GrabDesk } from "./grab-desk.ts";
import { aDesk } from "./stock.builders.ts";
import type { ClaimOutcome } from "./stock.types.ts";

/** A database of this file's own, and desks on it, each stopped after the test that opened it. */
export async function aDeskRoom() {
  const database: TestDatabase = await testDatabase({ max: 24 });
  let desks: GrabDesk[] = [];
  afterAll(() => database.drop());
  afterEach(async () => {
    for (const desk of desks) await desk.stop();
    desks = [];
  });
  const openDesks = async (count: number, maxBatch = 50): Promise<GrabDesk[]> => {
    desks = await Promise.all(Array.from({ length: count }, () => aDesk(database, { maxBatch })));
    return desks;
  };
  const one = async () => (await openDesks(1))[0] as GrabDesk;
  /** Stops these, too, after the test. */
  const keep = (...opened: GrabDesk[]) => {
    desks = opened;
  };
  return { database, openDesks, one, keep };
}

export const claim = (quotaId: string, personId: string, key = uuidv7()) => ({ quotaId, personId, key });

export const counted = (outcomes: ClaimOutcome[]) => {
  const counts: Record<string, number> = {};
  for (const { outcome } of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
};

import type { Member, Stage } from "../bench/stage.ts";
import { type Claiming, claimUntilTold, isGranted, newWish, type Told } from "./claiming.ts";
import { audit, type Books, type Ledger } from "./ledger.ts";
import { type SeededRandom, shuffled, sleep } from "./random.ts";

export interface Waves {
  stage: Stage;
  members: readonly Member[];
  claiming: Omit<Claiming, "random">;
  random: SeededRandom;
  books: Books;
  /** Makes a release with so many units. */
  publish(capacity: number): Promise<string>;
  /** Claims that are begun per second. */
  rate: number;
  capacity: number;
  /** Makes the trouble; the waves go on until it is over. */
  trouble(): Promise<void>;
}

const wishesPerUnit = 1.25;
const repeated = 0.2;

/**
 * Release after release is claimed at a steady rate by more people than there are units, while `trouble` goes on. A fifth of
 * those who were granted something ask again with the same key, some at once and some at the end, and must hear the same.
 */
export async function runWaves(waves: Waves): Promise<Ledger & { wishes: number; retries: number }> {
  const claiming = { ...waves.claiming, random: waves.random };
  const told: Told[] = [];
  const again: Promise<boolean>[] = [];
  let over = false;
  const trouble = waves.trouble().finally(() => {
    over = true;
  });
  while (!over) {
    const releaseId = await persist(() => waves.publish(waves.capacity));
    const crowd = shuffled(waves.members, waves.random).slice(0, Math.round(waves.capacity * wishesPerUnit));
    const begun = performance.now();
    const answers = crowd.map(async (member, index) => {
      await sleep(begun + (index / waves.rate) * 1000 - performance.now());
      const first = await claimUntilTold(claiming, newWish(releaseId, member));
      told.push(first);
      if (isGranted(first) && waves.random.chance(repeated)) again.push(saysTheSame(claiming, first));
    });
    await Promise.all(answers);
  }
  await trouble;
  const late = shuffled(told.filter(isGranted), waves.random).slice(0, 500);
  for (const first of late) again.push(saysTheSame(claiming, first));
  const same = await Promise.all(again);
  const ledger = await audit(waves.stage, waves.books, told, same.filter((one) => !one).length);
  return { ...ledger, wishes: told.length, retries: told.reduce((sum, one) => sum + one.attempts - 1, 0) };
}

async function saysTheSame(claiming: Claiming, first: Told): Promise<boolean> {
  const { answer } = await claimUntilTold(claiming, first);
  return answer.status === 201 && answer.body === first.answer.body;
}

/** Publishing may meet the trouble too; it is repeated until it went through. */
async function persist<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= 100) throw error;
      await sleep(100);
    }
  }
}

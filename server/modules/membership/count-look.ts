import type { Tx } from "#kernel/context";
import { countedWithin, type Limit, takeLimit } from "#kernel/sign-in/limits";

const day = 86_400;

/** Whole numbers that one account looks at: as many as the work of a desk needs, far fewer than a register holds. */
export const looksPerAccount: readonly Limit[] = [
  { count: 40, seconds: 3600 },
  { count: 150, seconds: day },
];

/**
 * Counts a look at somebody's whole number, of members and of applicants alike; gives the how manieth of 24 hours it is. Throws 429
 * person.too_many_looks {seconds}.
 */
export async function countLook(tx: Tx): Promise<number> {
  if (tx.actor.kind !== "staff") throw new Error("whole numbers are shown to staff only");
  const key = `reveal:${tx.actor.accountId}`;
  await takeLimit(tx.db, key, looksPerAccount, "person.too_many_looks");
  return countedWithin(tx.db, key, day);
}

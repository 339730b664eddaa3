import { type Ctx, transact } from "#kernel/context";
import { Problem } from "#kernel/problem";
import { assertBelowLimit, type Limit, takeLimit } from "#kernel/sign-in/limits";

/** Times that one account is told that a number is somebody's: more than a desk meets by mistake, far fewer than a search would take. */
export const takenPerAccount: readonly Limit[] = [
  { count: 20, seconds: 3600 },
  { count: 60, seconds: 86_400 },
];

const taken = ["person.phone_taken", "person.id_taken", "joining.waits_already"];
const tooMany = "person.too_many_taken";

/**
 * Runs an act of staff that may answer that a phone or a document is somebody's, wherever in the register: counted, and refused for a while
 * when it was told too often. Not within a transaction, whose end would take the count with it. Throws what `act` throws, and 429
 * person.too_many_taken {seconds}.
 */
export async function countingTaken<T>(ctx: Ctx, act: () => Promise<T>): Promise<T> {
  const { actor } = ctx;
  if (actor.kind !== "staff") return act();
  const key = `taken:${actor.accountId}`;
  await transact(ctx, (tx) => assertBelowLimit(tx.db, key, takenPerAccount, tooMany));
  try {
    return await act();
  } catch (error) {
    if (error instanceof Problem && taken.includes(error.code))
      await transact(ctx, (tx) => takeLimit(tx.db, key, takenPerAccount, tooMany));
    throw error;
  }
}

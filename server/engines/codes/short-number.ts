import { randomInt } from "node:crypto";
import type { Ctx } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { unavailable } from "#kernel/problem";
import { assertBelowLimit, countEvent } from "#kernel/sign-in/limits";
import type { Purpose } from "#wire/member-code/index";
import { mistypedNumber, tooManyTries, unknownNumber } from "./codes.errors.ts";
import type { CodeKeys } from "./codes.keys.ts";
import {
  readShortNumber,
  secondsToWait,
  shortNumberLife,
  shortNumberOf,
  triesInAll,
  triesPerMerchant,
  tryWindow,
  wrongTries,
} from "./codes.rules.ts";
import { addAttempt, endNumbers, findNumber, lockAttempts, lockMerchant, takeNumber } from "./codes.store.ts";
import { ownTransaction } from "./own-transaction.ts";
import type { Presented } from "./present-code.ts";

/**
 * Issues a number that the member reads out, for 90 seconds; the person's earlier ones end. The caller has made sure that
 * the actor is this person. Throws unavailable in the unlikely case that nearly all numbers are taken.
 */
export async function issueShortNumber(
  ctx: Ctx,
  keys: CodeKeys,
  about: { personId: string; purpose: Purpose; subject: string | null },
): Promise<{ number: string; expiresAt: Date }> {
  return ownTransaction(ctx, async (tx) => {
    await endNumbers(tx.db, about.personId);
    for (let draw = 0; draw < 20; draw++) {
      const number = shortNumberOf(randomInt(10_000_000));
      const taken = await takeNumber(tx.db, keys.markOf(number), { ...about, id: uuidv7(), life: shortNumberLife });
      if (taken) return { number, expiresAt: taken.expiresAt };
    }
    throw unavailable("codes.no_number", 5);
  });
}

const merchantKey = (merchant: string) => `codes.number:${merchant}`;
const everywhere = "codes.number";

/**
 * Finds what a typed number stands for, before the transaction that it decides (`spendCode` ends it). Counts a wrong try.
 * Throws codes.mistyped_number (not counted), codes.unknown_number, and codes.too_many_tries after too many wrong ones at the till, at
 * all tills of the merchant (`merchant` is the path of its node) or everywhere.
 */
export async function checkShortNumber(
  ctx: Ctx,
  keys: CodeKeys,
  { tillId, merchant, number }: { tillId: string; merchant: string; number: string },
): Promise<Presented> {
  const digits = readShortNumber(number);
  if (digits === undefined) throw mistypedNumber();

  // The refusals are thrown only after the commit: a wrong try must stay counted.
  const outcome = await ownTransaction(ctx, async (tx) => {
    await lockMerchant(tx.db, merchant);
    await assertBelowLimit(tx.db, merchantKey(merchant), triesPerMerchant, "codes.too_many_tries");
    await assertBelowLimit(tx.db, everywhere, triesInAll, "codes.too_many_tries");
    const { wrongAt, now } = await lockAttempts(tx.db, tillId, tryWindow);
    if (wrongAt.length >= wrongTries) return tooManyTries(secondsToWait(wrongAt, now));
    const found = await findNumber(tx.db, keys.markOf(digits));
    if (found) return found;
    await addAttempt(tx.db, tillId);
    await countEvent(tx.db, merchantKey(merchant));
    await countEvent(tx.db, everywhere);
    return unknownNumber();
  });
  if (outcome instanceof Error) throw outcome;
  const { id, personId, purpose, subject } = outcome;
  return { by: "number", personId, purpose, subject, use: `number ${id}`, madeAt: null };
}

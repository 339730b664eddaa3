import type { TillActor } from "#kernel/actor";
import { record } from "#kernel/audit/audit";
import { type Ctx, transact } from "#kernel/context";
import type { Problem } from "#kernel/problem";
import { open, type Secrets } from "#kernel/secrets/secrets";
import { assertBelowLimit, clearLimit, countEvent } from "#kernel/sign-in/limits";
import { type CodeAnswer, redeemCodes, requestCode } from "#kernel/sign-in/one-time-password";
import { hashPassword, verifyPassword } from "#kernel/sign-in/password";
import { setSessionClerk } from "#kernel/sign-in/sessions";
import { noSuchClerk, noSuchStore, pinLocked, pinNotSet, pinTooSimple, wrongPin } from "../benefits.errors.ts";
import {
  type ClerkRow,
  findClerk,
  findClerkPhone,
  lockClerk,
  setPin,
  setPinFailures,
} from "../merchants/merchant.store.ts";
import { beginShift } from "../shifts/begin-shift.ts";
import { isSimplePin, pinLockMinutes, pinTries } from "./till.rules.ts";
import { findTill } from "./till.store.ts";

/** What the till's services need of the running server. */
export interface TillPower {
  secrets: Secrets;
  demo: boolean;
}

const pinPurpose = "clerk_pin";
/** Beside the lock after five: who stands at the till all day must not guess a colleague's PIN by patience. */
const wrongPins = [{ count: 20, seconds: 86_400 }];
const wrongPinKey = (clerkId: string) => `pin:${clerkId}`;

/**
 * Checks a clerk's PIN, with the sight of the till (its own merchant's clerks). A wrong try stays counted whatever the
 * caller does then; five lock the clerk's PIN for a quarter of an hour, twenty for the day. Throws benefits.no_such_clerk,
 * benefits.pin_not_set, benefits.wrong_pin {triesLeft}, benefits.pin_locked.
 */
export async function checkPin(ctx: Ctx, secrets: Secrets, given: { clerkId: string; pin: string }): Promise<ClerkRow> {
  const outcome = await transact(ctx, async (tx): Promise<ClerkRow | Problem> => {
    const clerk = await lockClerk(tx.db, given.clerkId);
    if (clerk === undefined) throw noSuchClerk();
    if (clerk.pinHash === null) throw pinNotSet();
    const now = tx.clock.now();
    if (clerk.pinLockedUntil !== null && clerk.pinLockedUntil > now)
      return pinLocked(Math.ceil((clerk.pinLockedUntil.getTime() - now.getTime()) / 1000));

    await assertBelowLimit(tx.db, wrongPinKey(clerk.id), wrongPins, "benefits.pin_locked");

    if (await verifyPassword(secrets, given.pin, clerk.pinHash)) {
      if (clerk.pinFailures > 0) await setPinFailures(tx.db, clerk.id, 0, null);
      return clerk;
    }
    const failures = clerk.pinFailures + 1;
    const locked = failures >= pinTries;
    const until = locked ? new Date(now.getTime() + pinLockMinutes * 60_000) : null;
    await setPinFailures(tx.db, clerk.id, locked ? 0 : failures, until);
    await countEvent(tx.db, wrongPinKey(clerk.id));
    return locked ? pinLocked(pinLockMinutes * 60) : wrongPin(pinTries - failures);
  });
  if (outcome instanceof Error) throw outcome;
  return outcome;
}

/** The clerk works at this till from now on, for a shift at most. */
export async function enterClerk(
  ctx: Ctx & { actor: TillActor },
  power: TillPower,
  given: { clerkId: string; pin: string },
): Promise<{ id: string; name: string }> {
  const clerk = await checkPin(ctx, power.secrets, given);

  await transact(ctx, async (tx) => {
    await setSessionClerk(tx, ctx.actor, clerk.id);
    const till = await findTill(tx.db, ctx.actor.tillId);
    if (till === undefined) throw noSuchStore();
    await beginShift(tx, till, clerk.id);
    await record(tx, {
      node: ctx.actor.node,
      action: "benefits.clerk_entered",
      object: { type: "clerk", id: clerk.id },
      detail: { tillId: ctx.actor.tillId },
    });
  });
  return { id: clerk.id, name: clerk.name };
}

export async function leaveClerk(ctx: Ctx & { actor: TillActor }): Promise<void> {
  await transact(ctx, (tx) => setSessionClerk(tx, ctx.actor, undefined));
}

/** Sends the clerk a one-time password with which a PIN can be set. Throws benefits.no_such_clerk. */
export async function requestPinCode(
  ctx: Ctx & { actor: TillActor },
  power: TillPower,
  given: { clerkId: string; address: string },
): Promise<CodeAnswer> {
  const phone = await phoneOf(ctx, power, given.clerkId);
  return requestCode(ctx, power, {
    phone,
    purpose: pinPurpose,
    address: given.address,
    isKnown: async () => true,
  });
}

/** Sets a clerk's PIN, proven by the one-time password on the clerk's own phone. */
export async function choosePin(
  ctx: Ctx & { actor: TillActor },
  power: TillPower,
  given: { clerkId: string; phoneCode: string; pin: string },
): Promise<void> {
  if (isSimplePin(given.pin)) throw pinTooSimple();
  const phone = await phoneOf(ctx, power, given.clerkId);
  await redeemCodes(ctx, power.secrets, [{ phone, purpose: pinPurpose, code: given.phoneCode }]);
  const pinHash = await hashPassword(power.secrets, given.pin);

  await transact(ctx, async (tx) => {
    await setPin(tx.db, given.clerkId, pinHash);
    await clearLimit(tx.db, wrongPinKey(given.clerkId));
    await record(tx, {
      node: ctx.actor.node,
      action: "benefits.clerk_pin_set",
      object: { type: "clerk", id: given.clerkId },
    });
  });
}

async function phoneOf(ctx: Ctx, power: TillPower, clerkId: string): Promise<string> {
  return transact(ctx, async (tx) => {
    if ((await findClerk(tx.db, clerkId)) === undefined) throw noSuchClerk();
    const sealed = await findClerkPhone(tx.db, clerkId);
    if (sealed === undefined) throw noSuchClerk();
    return open(power.secrets, `clerk.phone.${clerkId}`, sealed);
  });
}

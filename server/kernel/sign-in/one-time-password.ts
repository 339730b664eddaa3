import { createHmac, randomInt, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { asSystem, type Ctx, transact } from "../context.ts";
import type { Db } from "../database/db.ts";
import { isOfPlay } from "../http/play.ts";
import { uuidv7 } from "../ids.ts";
import { sendSms } from "../notify/notify.ts";
import { registerSmsTemplate } from "../notify/sms-templates.ts";
import { conflict, forbidden, limited, unavailable } from "../problem.ts";
import { blindIndex } from "../secrets/field-encryption.ts";
import type { Secrets } from "../secrets/secrets.ts";
import { addressIndexOf } from "./address.ts";
import {
  assertBelowLimit,
  codePause,
  codesFromKnownAddress,
  codesFromKnownAddresses,
  codesPerPhone,
  countEvent,
  countedToday,
  type Limits,
  takeLimit,
  takeOfToday,
  tryTakeLimits,
} from "./limits.ts";
import {
  countWrongTry,
  findLimitSettings,
  insertKnownAddress,
  isAddressKnown,
  lockCode,
  putCode,
  removeCode,
  type StoredCode,
} from "./one-time-password.store.ts";

registerSmsTemplate({ name: "one_time_password", params: ["code", "minutes"], required: true });

const codeSeconds = 300;
const codeTries = 5;
const resendSeconds = 60;

/** What the limits of an installation may set (kernel.setting "sign_in.limits"); the values here are the usual ones. */
const LimitSettings = z.object({
  /** Messages a day for the whole platform: the spending breaker. */
  platformPerDay: z.number().int().min(0).default(50_000),
  /** Codes for phones that we do not know, per hour, from an address where no member signed in lately. */
  strangersPerHour: z.number().int().min(1).default(30),
});

/** An address where a member signed in may be a whole town's, so it may ask for that many times as many strangers. */
const homeFactor = 20;

export interface CodePower {
  secrets: Secrets;
  /** Shows the code to whoever asked instead of sending it. */
  demo: boolean;
}

export interface CodeRequest {
  /** E.164. */
  phone: string;
  /** What the code may be used for; a code of one purpose is worth nothing for another. */
  purpose: string;
  /** The asker's network address. */
  address: string;
  /** Does this phone get messages? Asked in the same transaction; false makes the same answer and sends nothing. */
  isKnown(system: Ctx): Promise<boolean>;
}

export interface CodeAnswer {
  /** Seconds until another code may be asked for. */
  resendAfter: number;
  expiresAt: Date;
  /** Only in demo mode. */
  demoCode?: string;
}

/** The index by which a phone's codes and limits are found; purposes share the day's limit. */
const codeIndex = (secrets: Secrets, phone: string) => blindIndex(secrets, "one_time_password.phone", phone);

/**
 * Makes a code and has it sent if the phone is known. Known and unknown phones get the same answer by the same statements;
 * sending and counting strangers come after the answer. Throws 429 sign_in.too_many_codes, 503 when the platform's
 * amount for today is used up or limits cannot be read.
 */
export async function requestCode(ctx: Ctx, power: CodePower, request: CodeRequest): Promise<CodeAnswer> {
  // Play people have no telephone, and what is typed in a rehearsal may be anybody's.
  if (isOfPlay(ctx.actor)) throw forbidden("access.not_in_play");
  const phoneIndex = codeIndex(power.secrets, request.phone);
  const addressIndex = addressIndexOf(power.secrets, request.address);
  const code = String(randomInt(1_000_000)).padStart(6, "0");
  const id = uuidv7();
  const system = asSystem(fresh(ctx), "sign-in");

  const made = await transact(system, async (tx) => {
    const settings = LimitSettings.parse(await findLimitSettings(tx.db));
    const atHome = await isAddressKnown(tx.db, addressIndex);
    await assertAddressMay(tx, power.secrets, addressIndex, settings.strangersPerHour * (atHome ? homeFactor : 1));
    if ((await countedToday(tx.db, platformKey)) >= settings.platformPerDay)
      throw unavailable("sign_in.try_again_later", 600);
    await takeCode(tx.db, { phoneIndex, purpose: request.purpose, ...(atHome ? { addressIndex } : {}) });
    const known = await request.isKnown(tx);
    const codeHmac = hmacOf(power.secrets, id, request.purpose, code);
    const expiresAt = await putCode(tx.db, {
      id,
      phoneIndex,
      purpose: request.purpose,
      codeHmac,
      tries: codeTries,
      seconds: codeSeconds,
    });
    return { expiresAt, known, settings };
  });

  const afterwards = made.known
    ? () => send(system, request.phone, code, made.settings.platformPerDay)
    : () => countEvent(system.db, strangersKey(addressIndex));
  setImmediate(() => {
    afterwards().catch((error: Error) => ctx.log.error({ reason: error.message }, "one_time_password.not_sent"));
  });
  return { resendAfter: resendSeconds, expiresAt: made.expiresAt, ...(power.demo ? { demoCode: code } : {}) };
}

export interface GivenCode {
  phone: string;
  purpose: string;
  code: string;
  /** Which of several codes this is, told in a refusal. */
  which?: string;
}

/**
 * Uses codes up, all or none. Throws sign_in.wrong_code {triesLeft}, sign_in.code_expired or sign_in.too_many_tries (409).
 * Runs in a transaction of its own, so that a wrong try stays counted whatever the caller does then.
 */
export async function redeemCodes(ctx: Ctx, secrets: Secrets, given: readonly GivenCode[]): Promise<void> {
  const refusal = await transact(asSystem(fresh(ctx), "sign-in"), async (tx) => {
    const right: StoredCode[] = [];
    for (const one of given) {
      const about: { which?: string } = one.which === undefined ? {} : { which: one.which };
      const stored = await lockCode(tx.db, codeIndex(secrets, one.phone), one.purpose);
      if (stored === undefined || stored.expired) return conflict("sign_in.code_expired", about);
      if (stored.triesLeft === 0) return conflict("sign_in.too_many_tries", about);
      if (!isRight(secrets, stored, one)) {
        await countWrongTry(tx.db, stored.id);
        return conflict("sign_in.wrong_code", { ...about, triesLeft: stored.triesLeft - 1 });
      }
      right.push(stored);
    }
    for (const stored of right) await removeCode(tx.db, stored.id);
    return undefined;
  });
  if (refusal !== undefined) throw refusal;
}

/** Uses one code up. Errors of `redeemCodes`. */
export const redeemCode = (ctx: Ctx, secrets: Secrets, given: GivenCode): Promise<void> =>
  redeemCodes(ctx, secrets, [given]);

/** Notes that a member signed in from here: for three months more strangers may be asked for from this address. */
export async function rememberAddress(system: Ctx, secrets: Secrets, address: string): Promise<void> {
  await insertKnownAddress(system.db, addressIndexOf(secrets, address));
}

const platformKey = "sms.platform";
const strangersKey = (index: Buffer) => `code.strangers:${index.toString("hex")}`;

/** A code is decided by what is committed, so never inside the caller's transaction. */
const fresh = (ctx: Ctx): Ctx => {
  if ("inTransaction" in ctx) throw new Error("one-time passwords need a transaction of their own");
  return ctx;
};

/**
 * Counts one code of a phone. The pause is per purpose, the day's amount per phone. Asked for from an address where a member has signed
 * in, it is taken from an amount of that phone and address first, which a stranger elsewhere cannot use up. That depends on the
 * address alone, never on whose phone it is, so that the limits tell nobody who is a member.
 */
async function takeCode(
  db: Db,
  { phoneIndex, purpose, addressIndex }: { phoneIndex: Buffer; purpose: string; addressIndex?: Buffer },
): Promise<void> {
  const phone = phoneIndex.toString("hex");
  const common: Limits = [[`code.phone:${phone}`, codesPerPhone]];
  const address = addressIndex?.toString("hex");
  const own: Limits[] =
    address === undefined
      ? []
      : [
          [
            [`code.home:${phone}`, codesFromKnownAddresses],
            [`code.home:${phone}:${address}`, codesFromKnownAddress],
          ],
        ];
  await takeLimit(db, `code.pause:${phone}:${purpose}:${address ?? ""}`, codePause, "sign_in.too_many_codes");
  const waits: number[] = [];
  for (const limits of [...own, common]) {
    const wait = await tryTakeLimits(db, limits);
    if (wait === 0) return;
    waits.push(wait);
  }
  const seconds = Math.min(...waits);
  throw limited("sign_in.too_many_codes", seconds, { seconds });
}

/**
 * Refuses every phone, known or not, from an address that asked for too many unknown ones. Known phones are never
 * counted, so a factory behind one address gets in. The exact limit is secret and changes by the hour: counting up to it
 * does not tell whether one phone in the row was known.
 */
async function assertAddressMay(tx: Ctx, secrets: Secrets, addressIndex: Buffer, perHour: number): Promise<void> {
  const hour = Math.floor(tx.clock.now().getTime() / 3_600_000);
  const digest = createHmac("sha256", secrets.oneTimePassword)
    .update(`strangers|${hour}|`)
    .update(addressIndex)
    .digest();
  const spread = Math.floor(perHour / 3);
  const count = perHour - spread + (digest.readUInt16BE(0) % (2 * spread + 1));
  await assertBelowLimit(tx.db, strangersKey(addressIndex), [{ count, seconds: 3600 }], "sign_in.too_many_codes");
}

async function send(system: Ctx, phone: string, code: string, platformPerDay: number): Promise<void> {
  await transact(system, async (tx) => {
    if (!(await takeOfToday(tx.db, platformKey, platformPerDay))) throw limited("sign_in.platform_limit_reached", 600);
    await sendSms(tx, { phone, template: "one_time_password", params: { code, minutes: String(codeSeconds / 60) } });
  });
}

const hmacOf = (secrets: Secrets, id: string, purpose: string, code: string) =>
  createHmac("sha256", secrets.oneTimePassword).update(`${id}|${purpose}|${code}`).digest();

const isRight = (secrets: Secrets, stored: StoredCode, given: { purpose: string; code: string }) =>
  timingSafeEqual(hmacOf(secrets, stored.id, given.purpose, given.code), stored.codeHmac);

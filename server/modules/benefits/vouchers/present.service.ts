import { createHash, randomBytes } from "node:crypto";
import { type CodeKeys, checkShortNumber, type Presented, readCode } from "#engines/codes";
import type { TillActor } from "#kernel/actor";
import type { Ctx, Tx } from "#kernel/context";
import type { Secrets } from "#kernel/secrets/secrets";
import { isPaperCode } from "#wire/paper-code";
import { checkTooOld, notAVoucher } from "../benefits.errors.ts";
import { checkSeconds } from "../tills/till.rules.ts";
import { insertCheck, takeCheck } from "../tills/till.store.ts";
import { readPaper } from "./paper-ticket.ts";

/** What the till's redemptions need of the running server. */
export interface CodePower {
  secrets: Secrets;
  codes: CodeKeys;
}

export type TillCtx = Ctx & { actor: TillActor };

/** What a clerk brings: a scanned code, a typed number, or the token of a check made a moment ago. */
export interface Shown {
  code?: string | undefined;
  number?: string | undefined;
  claimId?: string | undefined;
  checkToken?: string | undefined;
}

/** A claim whose holder stands at the till, and the use that the redemption spends. */
export type ShownClaim = Presented & { subject: string };

/**
 * Reads a scanned code or a typed number, before the transaction that it decides. Throws the refusals of the codes engine,
 * and benefits.not_a_voucher for a code that stands for no claim.
 */
export async function readShown(ctx: TillCtx, power: CodePower, shown: Shown): Promise<ShownClaim> {
  const presented = await present(ctx, power, shown);
  if (presented.purpose !== "redeem" || presented.subject === null) throw notAVoucher();
  return { ...presented, subject: presented.subject };
}

function present(ctx: TillCtx, power: CodePower, shown: Shown): Promise<Presented> {
  if (shown.code !== undefined && isPaperCode(shown.code)) return readPaper(ctx, shown.code);
  if (shown.code !== undefined) return readCode(ctx, power.codes, shown.code, { purposes: ["redeem"] });
  const { tillId, node } = ctx.actor;
  return checkShortNumber(ctx, power.codes, { tillId, merchant: node, number: shown.number ?? "" });
}

const hashOf = (token: string) => createHash("sha256").update(token).digest();

/** Remembers for three minutes that this till has seen the code, so that it may grow old while the amount is typed. */
export async function keepCheck(tx: Tx, actor: TillActor, shown: ShownClaim): Promise<string> {
  const token = randomBytes(24).toString("base64url");
  await insertCheck(tx.db, {
    hash: hashOf(token),
    tillId: actor.tillId,
    node: actor.node,
    claimId: shown.subject,
    personId: shown.personId,
    use: shown.use,
    seconds: checkSeconds,
  });
  return token;
}

/** Uses a check up, in the transaction of the redemption. Throws benefits.check_too_old. */
export async function takeShown(tx: Tx, actor: TillActor, shown: Shown): Promise<ShownClaim> {
  const check = await takeCheck(tx.db, actor.tillId, hashOf(shown.checkToken ?? ""));
  if (check === undefined || check.claimId !== shown.claimId) throw checkTooOld();
  const { claimId, personId, use } = check;
  return { by: "code", personId, purpose: "redeem", subject: claimId, use, madeAt: null };
}

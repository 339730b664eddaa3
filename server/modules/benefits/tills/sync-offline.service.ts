import { createHash } from "node:crypto";
import { type Judged, judgePresented } from "#engines/codes";
import { dayOf, startOfDay } from "#kernel/business-day";
import { transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { Problem } from "#kernel/problem";
import { noSuchClerk, notAVoucher, notForOffline, offlineLimitReached, offlineTimeWrong } from "../benefits.errors.ts";
import { findCampaign } from "../campaigns/campaign.store.ts";
import { databaseNow } from "../database-now.ts";
import { insertDiscrepancy } from "../merchants/discrepancies.store.ts";
import { findClerk, wasClerk } from "../merchants/merchant.store.ts";
import { seeingAll } from "../sight.ts";
import type { CodePower, ShownClaim, TillCtx } from "../vouchers/present.service.ts";
import { getTill, redeemPresented } from "../vouchers/redeem.service.ts";
import { countOffline, findOutcome, lockRequest } from "../vouchers/redemption.store.ts";
import { getVoucher } from "../vouchers/voucher-of-claim.ts";
import { offlineAheadSeconds, offlineHours } from "./till.rules.ts";
import type { TillRow } from "./till.store.ts";

/** One voucher that a till took without network. `localId` is the till's own number of it. */
export interface Accepted {
  code: string;
  amountFen: number;
  acceptedAt: Date;
  clerkId: string;
  localId: string;
  /** The shop's receipt number, when it was at hand. */
  receipt?: string | undefined;
}

export interface SyncOutcome {
  localId: string;
  outcome: "redeemed" | "double" | "refused";
  problem?: string;
  redemptionId?: string;
}

/**
 * Brings in what a till took without network, one after another, each in its own transaction: redeemed, or recorded as a
 * double or a refusal that merchant and union see. Idempotent by till and `localId`: a repeat tells the first outcome.
 */
export async function syncOffline(ctx: TillCtx, power: CodePower, accepted: Accepted[]): Promise<SyncOutcome[]> {
  const results: SyncOutcome[] = [];
  for (const one of accepted) results.push(await syncOne(ctx, power, one));
  return results;
}

async function syncOne(ctx: TillCtx, power: CodePower, one: Accepted): Promise<SyncOutcome> {
  const judged = await judgePresented(ctx, power.codes, one.code, { purposes: ["redeem"], at: one.acceptedAt });
  const refusal = await bringIn(ctx, judged, one).catch((error: unknown) => {
    if (error instanceof Problem && error.status < 500) return error;
    throw error;
  });
  if (!(refusal instanceof Problem)) return refusal;
  return recordRefusal(ctx, judged, one, refusal);
}

/** Redeems in one transaction; throws the Problem that stands against it, and nothing of it remains then. */
async function bringIn(ctx: TillCtx, judged: Judged, one: Accepted): Promise<SyncOutcome> {
  return transact(ctx, async (tx) => {
    await lockRequest(tx.db, ctx.actor.tillId, one.localId);
    const known = await knownOutcome(tx.db, ctx.actor.tillId, one.localId);
    if (known !== undefined) return known;
    if (!judged.ok) throw new Problem(409, `codes.${judged.reason}`);
    const till = await getTill(tx, ctx);
    if ((await findClerk(tx.db, one.clerkId)) === undefined) throw noSuchClerk();
    assertTime(one.acceptedAt, till, await databaseNow(tx.db));

    // The code was signed by a certified phone for this claim; what the till may do with it is decided below.
    const redemptionId = await seeingAll(tx, async () => {
      const presented = claimOf(judged);
      await assertForOffline(tx.db, till, presented.subject, one.acceptedAt);
      return redeemPresented(tx, {
        till,
        clerkId: one.clerkId,
        presented,
        input: { amountFen: one.amountFen, receipt: one.receipt, key: `offline:${one.localId}` },
        hash: createHash("sha256").update(one.code).digest(),
        offline: { localId: one.localId, acceptedAt: one.acceptedAt },
      });
    });
    return { localId: one.localId, outcome: "redeemed", redemptionId };
  });
}

type Db = TillCtx["db"];

async function knownOutcome(db: Db, tillId: string, localId: string): Promise<SyncOutcome | undefined> {
  const known = await findOutcome(db, tillId, localId);
  if (known === undefined) return undefined;
  const { outcome, problem, redemptionId } = known;
  return {
    ...{ localId, outcome },
    ...(problem === null ? {} : { problem }),
    ...(redemptionId === null ? {} : { redemptionId }),
  };
}

function claimOf(judged: Judged & { ok: true }): ShownClaim {
  const { presented } = judged;
  if (presented.subject === null) throw notAVoucher();
  return { ...presented, subject: presented.subject };
}

/** A till cannot have taken anything before it was paired; what is too old or in the future was not taken then. */
function assertTime(acceptedAt: Date, till: TillRow, now: Date): void {
  const oldest = Math.max(till.pairedAt.getTime(), now.getTime() - offlineHours * 3_600_000);
  const newest = now.getTime() + offlineAheadSeconds * 1000;
  if (acceptedAt.getTime() < oldest || acceptedAt.getTime() > newest) throw offlineTimeWrong();
}

/** Only kinds marked for it, and only so many per till and day. */
async function assertForOffline(db: Db, till: TillRow, claimId: string, acceptedAt: Date): Promise<void> {
  const { kind } = await getVoucher(db, claimId);
  if (!kind.offlineAllowed) throw notForOffline();
  // One after another, else all that come in at once would be counted before any of them is there.
  await lockRequest(db, till.id, `offline limit ${kind.id}`);
  const taken = await countOffline(db, till.id, kind.id, startOfDay(dayOf(acceptedAt)));
  if (taken >= kind.offlineLimit) throw offlineLimitReached(kind.offlineLimit);
}

/** Somebody else had the voucher first; anything else is a refusal. */
const isDouble = ({ code, params }: Problem): boolean => code === "codes.already_used" || params.state === "redeemed";

async function recordRefusal(ctx: TillCtx, judged: Judged, one: Accepted, refusal: Problem): Promise<SyncOutcome> {
  const outcome = isDouble(refusal) ? "double" : "refused";
  const problem = refusal.code;
  return transact(ctx, async (tx) => {
    await lockRequest(tx.db, ctx.actor.tillId, one.localId);
    const known = await knownOutcome(tx.db, ctx.actor.tillId, one.localId);
    if (known !== undefined) return known;
    const till = await getTill(tx, ctx);
    const claimId = judged.presented?.subject ?? null;
    await insertDiscrepancy(tx.db, {
      id: uuidv7(),
      tillId: till.id,
      storeId: till.storeId,
      clerkId: (await wasClerk(tx.db, one.clerkId)) ? one.clerkId : null, // also one who has left meanwhile
      node: till.node,
      campaignNode: claimId === null ? null : await campaignNodeOf(tx, claimId),
      localId: one.localId,
      claimId,
      amountFen: one.amountFen,
      acceptedAt: one.acceptedAt,
      outcome,
      problem,
    });
    return { localId: one.localId, outcome, problem };
  });
}

/** Whose voucher it was, if it was one: that union sees the discrepancy too. */
async function campaignNodeOf(tx: Parameters<typeof seeingAll>[0], claimId: string): Promise<string | null> {
  return seeingAll(tx, async () => {
    try {
      const { campaign } = await getVoucher(tx.db, claimId);
      return (await findCampaign(tx.db, campaign.id))?.node ?? null;
    } catch (error) {
      if (error instanceof Problem) return null;
      throw error;
    }
  });
}

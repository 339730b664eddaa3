import { post } from "#engines/funds";
import { reissueRedeemed, voidRedeemed } from "#engines/stock";
import { record } from "#kernel/audit/audit";
import { type Tx, transact } from "#kernel/context";
import { once } from "#kernel/http/idempotency";
import { uuidv7 } from "#kernel/ids";
import { announce } from "#kernel/outbox/outbox";
import type { Secrets } from "#kernel/secrets/secrets";
import { takeBackService } from "#modules/membership";
import {
  alreadyReversed,
  alreadyUndone,
  moreThanBought,
  noSuchRedemption,
  returnTooLate,
  sameClerk,
  secondNeeded,
  wholeReturnOnly,
} from "../benefits.errors.ts";
import { databaseNow } from "../database-now.ts";
import { type ClerkRow, findClerk } from "../merchants/merchant.store.ts";
import { seeingAll } from "../sight.ts";
import { checkPin } from "../tills/clerk-pin.service.ts";
import type { TillCtx } from "../vouchers/present.service.ts";
import { bookRest, clerkOf, redemptionSource } from "../vouchers/redeem.service.ts";
import { findRedemption, lockRedemption, type RedemptionRow } from "../vouchers/redemption.store.ts";
import { type ClaimedVoucher, getVoucher } from "../vouchers/voucher-of-claim.ts";
import { viewReturnable } from "./find-redemptions.service.ts";
import { decideReturn, type ReturnDecision } from "./returns.rules.ts";
import { addGoodsBack, insertReversal } from "./reversal.store.ts";
import { tillRulesOf } from "./till-rule.store.ts";

export interface ReturnInput {
  redemptionId: string;
  goodsFen: number;
  reason: string;
  /** The second person, with a PIN of their own. */
  second?: { clerkId: string; pin: string } | undefined;
  /** The Idempotency-Key of the till's request. */
  key: string;
}

type Decided = ReturnDecision & { ok: true };

interface Judged {
  redemption: RedemptionRow;
  voucher: ClaimedVoucher;
  decided: Decided;
  needsSecond: boolean;
  secondFromFen: number;
}

/** What would become of it, for the clerk and the customer to read first. Throws as `returnGoods`. */
export async function checkReturn(ctx: TillCtx, input: Pick<ReturnInput, "redemptionId" | "goodsFen">) {
  return transact(ctx, async (tx) => {
    const redemption = await getLocked(tx, input.redemptionId);
    // The redemption is the till's merchant's; the voucher and its rule belong to the union.
    const { decided, needsSecond } = await seeingAll(tx, () => judge(tx, ctx, redemption, input.goodsFen));
    return { ...viewDecision(decided, input.goodsFen), needsSecond };
  });
}

/**
 * Takes goods of a redeemed bill back, long after an undo would: what of the subsidy is not earned any more comes back, once
 * per redemption, and the voucher is void or its member has it again, as the campaign says. Idempotent by till and key.
 * Throws benefits.no_such_redemption, benefits.already_undone, benefits.already_reversed, benefits.more_than_bought,
 * benefits.return_too_late, benefits.whole_return_only, benefits.second_needed, benefits.same_clerk and the refusals of the PIN.
 */
export async function returnGoods(ctx: TillCtx, secrets: Secrets, input: ReturnInput) {
  const second = await secondClerk(ctx, secrets, input.second);
  const { redemptionId, goodsFen, reason, key } = input;
  const request = { redemptionId, goodsFen, reason, second: second?.id };

  return transact(ctx, (tx) =>
    once(tx, { operation: "returnGoods", key, request }, async () => {
      const redemption = await getLocked(tx, redemptionId);
      return seeingAll(tx, async () => {
        const judged = await judge(tx, ctx, redemption, goodsFen);
        if (judged.needsSecond && second === undefined) throw secondNeeded(judged.secondFromFen);

        await write(tx, ctx, { ...judged, input, second });

        const after = await findRedemption(tx.db, redemptionId);
        if (after === undefined) throw noSuchRedemption();
        return { ...viewDecision(judged.decided, goodsFen), redemption: await viewReturnable(tx.db, after) };
      });
    }),
  );
}

async function getLocked(tx: Tx, id: string): Promise<RedemptionRow> {
  const redemption = await lockRedemption(tx.db, id);
  if (redemption === undefined) throw noSuchRedemption();
  if (redemption.undoneAt !== null) throw alreadyUndone();
  return redemption;
}

/** Checks the PIN before the transaction, so that a wrong try stays counted; the same person is refused before it costs one. */
async function secondClerk(
  ctx: TillCtx,
  secrets: Secrets,
  given: ReturnInput["second"],
): Promise<ClerkRow | undefined> {
  if (given === undefined) return undefined;
  if (given.clerkId === clerkOf(ctx)) throw sameClerk();
  return checkPin(ctx, secrets, given);
}

async function judge(tx: Tx, ctx: TillCtx, redemption: RedemptionRow, goodsFen: number): Promise<Judged> {
  const voucher = await getVoucher(tx.db, redemption.claimId);
  const { campaign, kind } = voucher;
  const rule = (await tillRulesOf(tx.db, [campaign.id]))(campaign.id);
  if ((await findRedemption(tx.db, redemption.id))?.reversal) throw alreadyReversed();
  const decided = decideReturn({
    ...{ rule, benefit: kind.benefit, goodsFen, beforeFen: redemption.goodsBackFen, campaignEndsOn: campaign.endsOn },
    ...{ amountFen: redemption.amountFen, offFen: redemption.offFen },
    ...{ redeemedAt: redemption.acceptedAt ?? redemption.redeemedAt, at: await databaseNow(tx.db) },
  });
  if (!decided.ok) throw refusalOf(decided);
  const clerk = await findClerk(tx.db, clerkOf(ctx));
  const needsSecond = decided.backFen > 0 && decided.backFen >= rule.secondFromFen && clerk?.manager !== true;
  return { redemption, voucher, decided, needsSecond, secondFromFen: rule.secondFromFen };
}

function refusalOf(refused: ReturnDecision & { ok: false }) {
  if (refused.reason === "too_late") return returnTooLate(refused.days);
  return refused.reason === "whole_only" ? wholeReturnOnly(refused.leftFen) : moreThanBought(refused.leftFen);
}

type Writing = Judged & { input: ReturnInput; second: ClerkRow | undefined };

async function write(tx: Tx, ctx: TillCtx, given: Writing): Promise<void> {
  const { redemption, decided, input } = given;
  const id = uuidv7();
  await addGoodsBack(tx.db, redemption.id, input.goodsFen, decided.outcome === "reissued");
  if (decided.outcome !== "stands") {
    await insertReversal(tx.db, reversalOf(id, ctx, given, decided.outcome));
    await book(tx, id, given);
  }
  // After the stock: redeeming locks the quota before the merchant's audit chain, and so must this.
  await record(tx, {
    ...{ node: redemption.node, action: "benefits.goods_returned" },
    object: { type: "redemption", id: redemption.id },
    detail: {
      ...{ outcome: decided.outcome, goodsFen: input.goodsFen, backFen: decided.backFen, reason: input.reason },
      ...(given.second === undefined ? {} : { second: given.second.id }),
    },
  });
  await announce(tx, "benefits.goods_returned", {
    ...{ node: redemption.campaignNode, redemptionId: redemption.id, claimId: redemption.claimId },
    ...{ personId: redemption.personId, outcome: decided.outcome, whole: decided.whole, backFen: decided.backFen },
    validUntil: decided.validUntil?.toISOString() ?? null,
  });
}

const reversalOf = (id: string, ctx: TillCtx, given: Writing, outcome: "clawed_back" | "reissued") => {
  const { redemption, decided, input, second } = given;
  const { claimId, campaignId, campaignNode, node, merchantId, amountFen, goodsBackFen } = redemption;
  return {
    ...{ id, redemptionId: redemption.id, outcome, claimId, campaignId, campaignNode, node, merchantId, amountFen },
    ...{ storeId: ctx.actor.storeId, tillId: ctx.actor.tillId, clerkId: clerkOf(ctx), requestKey: input.key },
    ...{ secondClerkId: second?.id ?? null, takenOffFen: redemption.offFen, goodsFen: goodsBackFen + input.goodsFen },
    ...{ offFen: decided.backFen, validUntil: decided.validUntil, reason: input.reason },
  };
};

/** The stock and the books: all of it as if the voucher had not been used, or a part of what was spent as not needed. */
async function book(tx: Tx, reversalId: string, { redemption, voucher, decided }: Writing): Promise<void> {
  const { claim, fund } = voucher;
  if (decided.whole) {
    if (decided.validUntil === null) await voidRedeemed(tx, claim.id, { reason: "goods_returned" });
    else await reissueRedeemed(tx, claim.id, { validUntil: decided.validUntil });
    await takeBackService(tx, redemptionSource(redemption.id));
    return bookRest(tx, voucher, redemption.offFen, "undone");
  }
  if (fund === undefined) return;
  await post(tx, {
    ...{ sourceId: fund.sourceId, node: claim.node, quotaId: claim.quotaId, amountFen: decided.backFen },
    ...{ from: "redeemed", to: "lapsed", reference: { type: "benefits.goods_returned", id: reversalId } },
  });
}

const viewDecision = ({ outcome, backFen, refundFen, whole, validUntil }: Decided, goodsFen: number) => ({
  ...{ outcome, goodsFen, backFen, refundFen, whole },
  validUntil: validUntil?.toISOString() ?? null,
});

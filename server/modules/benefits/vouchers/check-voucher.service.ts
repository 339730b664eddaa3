import { transact } from "#kernel/context";
import { isListed } from "../merchants/merchant.store.ts";
import { getStanding } from "../merchants/standing.store.ts";
import { maskedNameOf } from "../people.ts";
import type { ReceiptPart } from "../returns/till-rule.schemas.ts";
import { tillRulesOf } from "../returns/till-rule.store.ts";
import { seeingAll } from "../sight.ts";
import type { Benefit } from "./discount.rules.ts";
import { type CodePower, keepCheck, readShown, type Shown, type TillCtx } from "./present.service.ts";
import { decideRedemption } from "./redeem.rules.ts";
import { getTill } from "./redeem.service.ts";
import { assertSameSpace, getVoucher } from "./voucher-of-claim.ts";

export interface CheckedVoucher {
  claimId: string;
  title: string;
  /** The holder as a stranger may read it: 张*三. */
  member: string;
  benefit: Benefit;
  validUntil: Date | null;
  amountFen: number | null;
  offFen: number;
  payFen: number;
  receiptAsked: ReceiptPart;
  ok: boolean;
  problem?: { code: string; params: Record<string, string | number | boolean | null> };
  kindId: string;
  /** An old article's kind and number are written down when it is taken. */
  tradeIn: boolean;
  /** Good for three minutes at this till, when the voucher may be taken. */
  checkToken: string;
}

/**
 * Looks at what a member shows, without using it up: what it is, whether it may be taken here and now, and what it takes
 * off the amount if there is one. The token lets the clerk redeem after the code itself has grown old.
 * Throws the refusals of the codes engine and benefits.no_such_voucher, benefits.not_a_voucher.
 */
export async function checkVoucher(
  ctx: TillCtx,
  power: CodePower,
  input: Shown & { amountFen?: number | undefined },
): Promise<CheckedVoucher> {
  const shown = await readShown(ctx, power, input);

  return transact(ctx, async (tx) => {
    const till = await getTill(tx, ctx);
    const checkToken = await keepCheck(tx, ctx.actor, shown);

    // The code is genuine and was shown to this till just now, so the till may read this one voucher.
    return seeingAll(tx, async () => {
      const { claim, kind, campaign } = await getVoucher(tx.db, shown.subject);
      await assertSameSpace(tx.db, till, campaign);
      const decision = decideRedemption({
        claim,
        holderId: shown.personId,
        benefit: kind.benefit,
        amountFen: input.amountFen,
        storeListed: await isListed(tx.db, campaign.id, till.storeId),
        storeOpen: till.storeState === "open",
        merchantActive: till.merchantState === "active",
        standing: await getStanding(tx.db, { merchantId: till.merchantId, storeId: till.storeId }, tx.clock.now()),
        at: tx.clock.now(),
        campaignStopped: campaign.vouchersStopped,
      });
      if (!decision.ok && decision.problem.status === 404) throw decision.problem;
      const seen = {
        claimId: claim.id,
        title: kind.title,
        member: await maskedNameOf(tx.db, claim.personId),
        benefit: kind.benefit,
        validUntil: claim.validUntil,
        amountFen: input.amountFen ?? null,
        receiptAsked: (await tillRulesOf(tx.db, [campaign.id]))(campaign.id).receipt,
        checkToken,
        kindId: kind.id,
        tradeIn: kind.tradeIn,
      };
      if (decision.ok) return { ...seen, ok: true, offFen: decision.offFen, payFen: decision.payFen };
      const { code, params } = decision.problem;
      return { ...seen, ok: false, offFen: 0, payFen: input.amountFen ?? 0, problem: { code, params } };
    });
  });
}

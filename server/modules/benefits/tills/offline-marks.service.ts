import { offlineMarks } from "#engines/codes";
import { listActiveClaims } from "#engines/stock";
import { dayOf } from "#kernel/business-day";
import { transact } from "#kernel/context";
import { type Kind, listOfflineKinds } from "../campaigns/kind.store.ts";
import { listQuotasOfKinds } from "../campaigns/round.store.ts";
import { databaseNow } from "../database-now.ts";
import { tillRulesOf } from "../returns/till-rule.store.ts";
import { seeingAll } from "../sight.ts";
import type { TillCtx } from "../vouchers/present.service.ts";
import { getTill } from "../vouchers/redeem.service.ts";

/** 16 hexadecimal digits each: a list that a cheap tablet holds and loads in a second. */
const mostMarks = 20_000;
/** A till that has heard nothing for a shift accepts nothing without network. */
const markHours = 12;

/**
 * What this till may accept without network: for each kind marked for it the marks of the vouchers in people's hands now.
 * A mark names nobody (eight bytes of a hash); a voucher won later needs the network.
 */
export async function getOfflineMarks(ctx: TillCtx) {
  const { kinds, claims, now, ruleOf } = await transact(ctx, async (tx) => {
    await getTill(tx, ctx);
    const asOf = await databaseNow(tx.db);
    // Of campaigns that list this store; what leaves the server is marks only.
    return seeingAll(tx, async () => {
      const found = await listOfflineKinds(tx.db, ctx.actor.storeId, dayOf(asOf));
      const released = await listQuotasOfKinds(
        tx.db,
        found.map((kind) => kind.id),
      );
      const active = await listActiveClaims(tx.db, [...released.keys()], mostMarks);
      const kindOf = (quotaId: string) => released.get(quotaId);
      const campaignIds = found.map((kind) => kind.campaignId);
      const ruleOf = await tillRulesOf(tx.db, campaignIds);
      return {
        kinds: found,
        claims: active.map((claim) => ({ ...claim, kindId: kindOf(claim.quotaId) })),
        now: asOf,
        ruleOf,
      };
    });
  });
  const marks = await offlineMarks(
    ctx,
    claims.map(({ id, personId }) => ({ subject: id, personId })),
  );
  const marksOf = (kind: Kind) => marks.filter((_, index) => claims[index]?.kindId === kind.id);
  return {
    asOf: now.toISOString(),
    validUntil: new Date(now.getTime() + markHours * 3_600_000).toISOString(),
    kinds: kinds.map((kind) => ({
      ...{ kindId: kind.id, title: kind.title, benefit: kind.benefit, limit: kind.offlineLimit },
      receiptAsked: ruleOf(kind.campaignId).receipt,
      marks: marksOf(kind),
    })),
  };
}

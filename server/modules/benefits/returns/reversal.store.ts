import { sql } from "kysely";
import type { Db } from "#kernel/database/db";

/** What came back of a redemption's subsidy because goods were brought back. */
export interface ReversalRow {
  id: string;
  redemptionId: string;
  outcome: "clawed_back" | "reissued";
  claimId: string;
  campaignId: string;
  campaignNode: string;
  node: string;
  merchantId: string;
  storeId: string;
  tillId: string;
  clerkId: string;
  secondClerkId: string | null;
  amountFen: number;
  takenOffFen: number;
  goodsFen: number;
  offFen: number;
  validUntil: Date | null;
  reason: string;
  requestKey: string;
}

/** Stores a reversal at the database's time. Throws a unique violation when the redemption has one. */
export const insertReversal = (db: Db, v: ReversalRow) =>
  sql`insert into benefits.reversal (id, redemption_id, outcome, claim_id, campaign_id, campaign_node, node, merchant_id,
      store_id, till_id, clerk_id, second_clerk_id, amount_fen, taken_off_fen, goods_fen, off_fen, valid_until, reason,
      request_key)
    values (${v.id}, ${v.redemptionId}, ${v.outcome}, ${v.claimId}, ${v.campaignId}, ${v.campaignNode}::ltree,
      ${v.node}::ltree, ${v.merchantId}, ${v.storeId}, ${v.tillId}, ${v.clerkId}, ${v.secondClerkId}, ${v.amountFen},
      ${v.takenOffFen}, ${v.goodsFen}, ${v.offFen}, ${v.validUntil}, ${v.reason}, ${v.requestKey})`.execute(db);

/** Counts goods as brought back, and frees the claim for another redemption when its voucher is given again. */
export const addGoodsBack = (db: Db, redemptionId: string, goodsFen: number, reissued: boolean) =>
  sql`update benefits.redemption set goods_back_fen = goods_back_fen + ${goodsFen},
      reissued_at = case when ${reissued}::boolean then clock_timestamp() else reissued_at end
    where id = ${redemptionId}`.execute(db);

export interface RedemptionFilter {
  merchantId: string;
  receipt?: string | undefined;
  personId?: string | undefined;
  amountFen?: number | undefined;
  /** First and last instant. */
  from: Date;
  to: Date;
  limit: number;
}

/** Redemptions of a merchant by what a customer or a receipt can say of them, the newest first; undone ones left out. */
export async function searchRedemptions(db: Db, filter: RedemptionFilter): Promise<string[]> {
  const { merchantId, receipt = null, personId = null, amountFen = null, from, to, limit } = filter;
  const { rows } = await sql<{ id: string }>`select id from benefits.redemption
    where merchant_id = ${merchantId} and undone_at is null
      and coalesce(accepted_at, redeemed_at) >= ${from} and coalesce(accepted_at, redeemed_at) < ${to}
      and (${receipt}::text is null or lower(receipt) = lower(${receipt}::text))
      and (${personId}::uuid is null or person_id = ${personId}::uuid)
      and (${amountFen}::bigint is null or amount_fen = ${amountFen}::bigint)
    order by redeemed_at desc, id desc limit ${limit}`.execute(db);
  return rows.map((row) => row.id);
}

import { sql } from "kysely";
import type { Db } from "#kernel/database/db";
import type { ReceiptPart } from "../returns/till-rule.schemas.ts";

export interface RedemptionRow {
  id: string;
  claimId: string;
  campaignId: string;
  kindId: string;
  personId: string;
  campaignNode: string;
  node: string;
  merchantId: string;
  storeId: string;
  tillId: string;
  clerkId: string;
  amountFen: number;
  offFen: number;
  receipt: string | null;
  redeemedAt: Date;
  requestKey: string;
  requestHash: Buffer;
  localId: string | null;
  acceptedAt: Date | null;
  undoneAt: Date | null;
  undoneBy: string | null;
  /** How much of the bill has been brought back. */
  goodsBackFen: number;
}

/** A redemption with the names that a till and a member read. */
export interface NamedRedemption extends RedemptionRow {
  title: string;
  storeName: string;
  clerkName: string;
  /** What came back of the subsidy because of that. */
  reversal: { outcome: "clawed_back" | "reissued"; offFen: number; at: string } | null;
  /** What the campaign asks of the shop's receipt, and the photos that are there. */
  receiptAsked: ReceiptPart;
  photos: string[];
  /** What a trade-in voucher was taken against. */
  oldArticle: { kind: string; number: string } | null;
  /** Goods of the promotion that were on the bill. */
  goods: { id: string; name: string; quantity: number }[];
}

const columns =
  sql.raw(`r.id, r.claim_id, r.campaign_id, r.kind_id, r.person_id, r.campaign_node::text as campaign_node,
  r.node::text as node, r.merchant_id, r.store_id, r.till_id, r.clerk_id, r.amount_fen, r.off_fen, r.receipt,
  r.redeemed_at, r.request_key, r.request_hash, r.local_id, r.accepted_at, r.undone_at, r.undone_by, r.goods_back_fen`);
const named = sql.raw(`, k.title, s.name as store_name, c.name as clerk_name,
    case when v.id is not null then jsonb_build_object('outcome', v.outcome, 'offFen', v.off_fen, 'at', v.at) end as reversal,
    coalesce(u.receipt, 'none') as receipt_asked,
    array(select p.id from benefits.receipt_photo p where p.redemption_id = r.id order by p.at) as photos,
    (select jsonb_build_object('kind', o.kind, 'number', o.number) from benefits.old_article o
      where o.redemption_id = r.id) as old_article,
    coalesce((select jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name, 'quantity', l.quantity) order by g.id)
      from benefits.goods_sale l join benefits.goods g on g.id = l.goods_id where l.redemption_id = r.id), '[]') as goods
  from benefits.redemption r join benefits.voucher_kind k on k.id = r.kind_id
    join benefits.store s on s.id = r.store_id join benefits.clerk c on c.id = r.clerk_id
    left join benefits.reversal v on v.redemption_id = r.id
    left join benefits.till_rule u on u.campaign_id = r.campaign_id`);

/** Stores a redemption at the database's time. Throws a unique violation when the claim has a live one. */
export const insertRedemption = (
  db: Db,
  r: Omit<RedemptionRow, "redeemedAt" | "undoneAt" | "undoneBy" | "goodsBackFen">,
) =>
  sql`insert into benefits.redemption (id, claim_id, campaign_id, kind_id, person_id, campaign_node, node, merchant_id,
      store_id, till_id, clerk_id, amount_fen, off_fen, receipt, redeemed_at, request_key, request_hash, local_id,
      accepted_at)
    values (${r.id}, ${r.claimId}, ${r.campaignId}, ${r.kindId}, ${r.personId}, ${r.campaignNode}::ltree,
      ${r.node}::ltree, ${r.merchantId}, ${r.storeId}, ${r.tillId}, ${r.clerkId}, ${r.amountFen}, ${r.offFen},
      ${r.receipt}, date_trunc('milliseconds', clock_timestamp()), ${r.requestKey}, ${r.requestHash}, ${r.localId},
      ${r.acceptedAt})`.execute(db);

/** Waits until nobody else works on this request of the till. */
export const lockRequest = (db: Db, tillId: string, key: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`redemption|${tillId}|${key}`}, 0))`.execute(db);

export async function findByRequest(db: Db, tillId: string, key: string): Promise<NamedRedemption | undefined> {
  const { rows } = await sql<NamedRedemption>`select ${columns} ${named}
    where r.till_id = ${tillId} and r.request_key = ${key}`.execute(db);
  return rows[0];
}

export async function findRedemption(db: Db, id: string): Promise<NamedRedemption | undefined> {
  const { rows } = await sql<NamedRedemption>`select ${columns} ${named} where r.id = ${id}`.execute(db);
  return rows[0];
}

/** These redemptions, the newest first. */
export async function findRedemptionsByIds(db: Db, ids: readonly string[]): Promise<NamedRedemption[]> {
  const { rows } = await sql<NamedRedemption>`select ${columns} ${named}
    where r.id = any(${[...ids]}::uuid[]) order by r.redeemed_at desc, r.id desc`.execute(db);
  return rows;
}

/** The redemption, held until the transaction ends. */
export async function lockRedemption(db: Db, id: string): Promise<RedemptionRow | undefined> {
  const { rows } = await sql<RedemptionRow>`select ${columns} from benefits.redemption r
    where r.id = ${id} for update`.execute(db);
  return rows[0];
}

export const markUndone = (db: Db, id: string, by: string, reason: string) =>
  sql`update benefits.redemption set undone_at = clock_timestamp(), undone_by = ${by}, undo_reason = ${reason}
    where id = ${id}`.execute(db);

/** What a store took between two instants, the newest first. */
export async function listOfStore(db: Db, storeId: string, from: Date, to: Date): Promise<NamedRedemption[]> {
  const { rows } = await sql<NamedRedemption>`select ${columns} ${named}
    where r.store_id = ${storeId} and r.redeemed_at >= ${from} and r.redeemed_at < ${to}
    order by r.redeemed_at desc, r.id desc limit 1000`.execute(db);
  return rows;
}

export interface StoreTotals {
  count: number;
  amountFen: number;
  offFen: number;
  undone: number;
  /** Goods that were brought back here, and what of the subsidy came back with them. */
  returns: number;
  backFen: number;
}

export async function totalsOfStore(db: Db, storeId: string, from: Date, to: Date): Promise<StoreTotals> {
  const { rows } = await sql<StoreTotals>`
    select count(*) filter (where undone_at is null) as count, count(*) filter (where undone_at is not null) as undone,
      coalesce(sum(amount_fen) filter (where undone_at is null), 0)::bigint as amount_fen,
      coalesce(sum(off_fen) filter (where undone_at is null), 0)::bigint as off_fen,
      (select count(*) from benefits.reversal v where v.store_id = ${storeId} and v.at >= ${from} and v.at < ${to}) as returns,
      (select coalesce(sum(v.off_fen), 0)::bigint from benefits.reversal v
        where v.store_id = ${storeId} and v.at >= ${from} and v.at < ${to}) as back_fen
    from benefits.redemption where store_id = ${storeId} and redeemed_at >= ${from} and redeemed_at < ${to}`.execute(
    db,
  );
  return rows[0] ?? { count: 0, amountFen: 0, offFen: 0, undone: 0, returns: 0, backFen: 0 };
}

/** Where and for how much each of these claims was used; what was undone or given again is left out. */
export async function redemptionsOfClaims(
  db: Db,
  claimIds: string[],
): Promise<Map<string, { claimId: string; redeemedAt: Date; storeName: string; amountFen: number; offFen: number }>> {
  const { rows } = await sql<{
    claimId: string;
    redeemedAt: Date;
    storeName: string;
    amountFen: number;
    offFen: number;
  }>`select r.claim_id, r.redeemed_at, coalesce(s.name, '') as store_name, r.amount_fen,
      r.off_fen - coalesce(v.off_fen, 0) as off_fen
    from benefits.redemption r left join benefits.store s on s.id = r.store_id
      left join benefits.reversal v on v.redemption_id = r.id
    where r.claim_id = any(${claimIds}::uuid[]) and r.undone_at is null and r.reissued_at is null`.execute(db);
  return new Map(rows.map((row) => [row.claimId, row]));
}

export interface PastUse {
  redeemedAt: Date;
  undoneAt: Date | null;
  /** Goods were brought back: a part of what was taken off came back, or all of it. */
  reversal: "partly" | "clawed_back" | "reissued" | null;
  reversedAt: Date | null;
}

/** Every redemption of a claim, undone ones too, the oldest first. */
export async function historyOfClaim(db: Db, claimId: string): Promise<PastUse[]> {
  const { rows } = await sql<PastUse>`
    select r.redeemed_at, r.undone_at, v.at as reversed_at,
      case when v.off_fen < v.taken_off_fen then 'partly' else v.outcome end as reversal
    from benefits.redemption r left join benefits.reversal v on v.redemption_id = r.id
    where r.claim_id = ${claimId} order by r.id`.execute(db);
  return rows;
}

/** How many of a kind this till has brought in that it took without network today, undone ones counted too. */
export async function countOffline(db: Db, tillId: string, kindId: string, from: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from benefits.redemption
    where till_id = ${tillId} and kind_id = ${kindId} and accepted_at >= ${from}`.execute(db);
  return rows[0]?.count ?? 0;
}

export interface KnownOutcome {
  outcome: "redeemed" | "double" | "refused";
  problem: string | null;
  redemptionId: string | null;
}

/** The outcome that was recorded for a till's own number, if any. */
export async function findOutcome(db: Db, tillId: string, localId: string): Promise<KnownOutcome | undefined> {
  const { rows } = await sql<KnownOutcome>`
    select 'redeemed' as outcome, null as problem, id as redemption_id from benefits.redemption
      where till_id = ${tillId} and local_id = ${localId}
    union all select outcome, problem, null from benefits.offline_discrepancy
      where till_id = ${tillId} and local_id = ${localId}`.execute(db);
  return rows[0];
}

import { sql } from "kysely";
import { dayOf } from "#kernel/business-day";
import type { Db } from "#kernel/database/db";
import { goodsNotOffered } from "../benefits.errors.ts";
import type { TillRow } from "../tills/till.store.ts";
import type { ClaimedVoucher } from "../vouchers/voucher-of-claim.ts";

/** Goods of the promotion on a bill. */
export interface SoldGoods {
  goodsId: string;
  quantity: number;
}

type Sale = SoldGoods & { priceFen: number };

/** The same with their prices now. Throws benefits.goods_not_offered for goods of others, or that do not go with the voucher. */
export async function assertOffered(
  db: Db,
  goods: SoldGoods[],
  { till, voucher, at }: { till: TillRow; voucher: ClaimedVoucher; at: Date },
): Promise<Sale[]> {
  if (goods.length === 0) return [];
  const { rows } = await sql<{ id: string; priceFen: number }>`select id, price_fen from benefits.goods
    where id = any(${goods.map((one) => one.goodsId)}::uuid[]) and merchant_id = ${till.merchantId} and state = 'approved'
      and (store_id is null or store_id = ${till.storeId}) and campaign_id = ${voucher.campaign.id}
      and (kind_id is null or kind_id = ${voucher.kind.id})
      and ${dayOf(at)}::date between starts_on and ends_on`.execute(db);
  const prices = new Map(rows.map((row) => [row.id, row.priceFen]));
  return goods.map(({ goodsId, quantity }) => {
    const priceFen = prices.get(goodsId);
    if (priceFen === undefined) throw goodsNotOffered();
    return { goodsId, quantity, priceFen };
  });
}

/** Writes down what was sold with a redemption. */
export async function recordSales(
  db: Db,
  sales: Sale[],
  of: { id: string; node: string; campaignNode: string },
): Promise<void> {
  for (const { goodsId, quantity, priceFen } of sales)
    await sql`insert into benefits.goods_sale (redemption_id, goods_id, node, campaign_node, quantity, price_fen)
      values (${of.id}, ${goodsId}, ${of.node}::ltree, ${of.campaignNode}::ltree, ${quantity}, ${priceFen})`.execute(
      db,
    );
}

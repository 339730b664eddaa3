import { dayOf } from "#kernel/business-day";
import { asSystem, transact } from "#kernel/context";
import { seeingAll } from "../sight.ts";
import type { TillCtx } from "../vouchers/present.service.ts";
import { type GoodsRow, listGoods, listTillGoods, type NamedGoods } from "./goods.store.ts";
import { goodsPicture, ownMerchant } from "./write-goods.service.ts";

const picturesPerTill = [{ count: 60, seconds: 86_400 }];

/** What this store may add to a bill today. */
export async function listTillGoodsViews(
  ctx: TillCtx,
): Promise<Pick<GoodsRow, "id" | "name" | "priceFen" | "unit" | "campaignId" | "kindId">[]> {
  return transact(ctx, async (tx) => {
    const { organisationId: merchantId } = await ownMerchant(tx, ctx);
    return listTillGoods(tx.db, { merchantId, storeId: ctx.actor.storeId, today: dayOf(tx.clock.now()) });
  });
}

/** Everything the merchant has offered, with the union's answers. */
export async function listTillOffers(ctx: TillCtx): Promise<NamedGoods[]> {
  return transact(ctx, async (tx) => {
    const { organisationId: merchantId } = await ownMerchant(tx, ctx);
    // Only the titles of campaigns and kinds are another's; they stand on every voucher that the till takes.
    return seeingAll(tx, () => listGoods(tx.db, { paths: [ctx.actor.node], merchantId, limit: 200 }));
  });
}

/** Pictures of goods belong to the till's own merchant. A clerk's upload is kept with the right of the server. */
export async function admitPicture(ctx: TillCtx) {
  const limit = { key: `goods picture:${ctx.actor.tillId}`, counts: picturesPerTill };
  return { ctx: asSystem(ctx, "goods picture"), purpose: goodsPicture.name, node: ctx.actor.node, limit };
}

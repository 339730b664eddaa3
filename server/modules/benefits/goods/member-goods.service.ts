import type { MemberActor } from "#kernel/actor";
import { dayOf } from "#kernel/business-day";
import { type Ctx, transact } from "#kernel/context";
import { blindIndex, type Secrets } from "#kernel/secrets/secrets";
import { noSuchGoods } from "../benefits.errors.ts";
import { listKinds } from "../campaigns/kind.store.ts";
import { viewStore } from "../campaigns/member-campaigns.service.ts";
import { listCampaignStores } from "../merchants/merchant.store.ts";
import { seeingAll } from "../sight.ts";
import { factsOf } from "./check-goods.service.ts";
import { goodsStateOn } from "./goods.rules.ts";
import { findGoods, listOrigins, listShownGoods, type NamedGoods } from "./goods.store.ts";
import { countView, forgetViewers, markViewer } from "./goods-figures.store.ts";

type MemberCtx = Ctx & { actor: MemberActor };

/** Goods that a member may buy with vouchers today, and where they come from. */
export async function listMemberGoods(
  ctx: Ctx,
  query: { q?: string | undefined; origin?: string | undefined; after?: string | undefined; limit: number },
) {
  return transact(ctx, async (tx) => {
    const today = dayOf(tx.clock.now());
    const rows = await listShownGoods(tx.db, { ...query, today, limit: query.limit + 1 });
    const shown = rows.slice(0, query.limit);
    return {
      items: shown.map(cardOf),
      next: rows.length > query.limit ? (shown.at(-1)?.id ?? null) : null,
      origins: await listOrigins(tx.db, today),
    };
  });
}

/** One of them, with the vouchers that may be used and the stores that have it. Throws benefits.no_such_goods. */
export async function getMemberGoods(ctx: Ctx, id: string) {
  return transact(ctx, async (tx) => {
    const goods = await findGoods(tx.db, id);
    if (goods === undefined || goodsStateOn(goods, dayOf(tx.clock.now())) !== "shown") throw noSuchGoods();
    const kinds = await listKinds(tx.db, [goods.campaignId]);
    // The member may see the goods, and so where they are sold.
    const stores = (await seeingAll(tx, () => listCampaignStores(tx.db, goods.campaignId))).filter(
      (store) => store.merchantId === goods.merchantId && (goods.storeId === null || goods.storeId === store.id),
    );
    return {
      ...factsOf(goods),
      kinds: kinds
        .filter((kind) => goods.kindId === null || goods.kindId === kind.id)
        .map(({ id: kindId, title, benefit, tradeIn }) => ({ id: kindId, title, benefit, tradeIn })),
      stores: stores.map(viewStore),
    };
  });
}

/**
 * Counts that a member looked at goods, once a day. Who it was is kept until midnight as a mark that only this server can
 * compare, different for every goods and day. Throws benefits.no_such_goods.
 */
export async function countGoodsView(ctx: MemberCtx, secrets: Secrets, goodsId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const today = dayOf(tx.clock.now());
    const goods = await findGoods(tx.db, goodsId);
    if (goods === undefined || goodsStateOn(goods, today) !== "shown") throw noSuchGoods();

    const mark = blindIndex(secrets, "goods_viewer.mark", `${goodsId} ${today} ${ctx.actor.personId}`).subarray(0, 16);
    // A count that belongs to the merchant; the member reads nothing of it.
    await seeingAll(tx, async () => {
      const view = { goodsId, node: goods.node, today };
      if (await markViewer(tx.db, { ...view, mark })) await countView(tx.db, view);
    });
  });
}

/** After midnight nobody can be told from the counts. Gives how many marks were forgotten. */
export const forgetGoodsViewers = (ctx: Ctx): Promise<number> =>
  transact(ctx, (tx) => forgetViewers(tx.db, dayOf(tx.clock.now())));

const cardOf = (row: NamedGoods) => {
  const { about: _, ...card } = factsOf(row);
  return card;
};

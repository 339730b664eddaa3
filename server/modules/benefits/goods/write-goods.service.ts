import type { Actor } from "#kernel/actor";
import { dayOf } from "#kernel/business-day";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { definePurpose } from "#kernel/files/file-purposes";
import { exchangeFile, hideFiles } from "#kernel/files/files";
import { uuidv7 } from "#kernel/ids";
import { announce } from "#kernel/outbox/outbox";
import { authorise } from "#kernel/policy";
import {
  campaignNotAtMerchant,
  goodsIncomplete,
  noSuchGoods,
  noSuchKind,
  noSuchStore,
  wrongState,
} from "../benefits.errors.ts";
import { mayKeepMerchants, mayRead } from "../benefits.policy.ts";
import { findCampaign } from "../campaigns/campaign.store.ts";
import { findKinds, listKinds } from "../campaigns/kind.store.ts";
import { findMerchant, listRunningCampaigns, listStores, type MerchantRow } from "../merchants/merchant.store.ts";
import { getOwnMerchant, note } from "../merchants/merchants.service.ts";
import { seeingAll } from "../sight.ts";
import { findTill } from "../tills/till.store.ts";
import type { TillCtx } from "../vouchers/present.service.ts";
import { clerkOf } from "../vouchers/redeem.service.ts";
import { clerkMay } from "./goods.rules.ts";
import type { GoodsInput } from "./goods.schemas.ts";
import {
  findGoods,
  type GoodsRow,
  insertGoods,
  lockGoods,
  type NamedGoods,
  setGoodsState,
  updateGoods,
} from "./goods.store.ts";

export const goodsPicture = definePurpose({
  name: "benefits.goods_picture",
  ...{ upload: "benefits.merchants", read: "benefits.read", open: true },
  mediaTypes: ["image/jpeg", "image/png", "image/webp"],
  ...{ maxBytes: 4 * 1024 * 1024, maxSide: 2400 },
});

type By = Pick<GoodsRow, "enteredByClerk" | "enteredBy" | "enteredByName">;
interface Written {
  text: GoodsInput;
  by: By;
  state: "draft" | "submitted";
}

/** The union's staff enter goods for a merchant; another person reads them before members do. */
export async function draftGoods(ctx: Ctx, input: GoodsInput & { merchantId: string }): Promise<NamedGoods> {
  return transact(ctx, async (tx) => {
    const { merchantId, ...text } = input;
    const merchant = await getOwnMerchant(tx, merchantId);
    return enter(tx, merchant, { text, by: byOf(tx.actor), state: "draft" });
  });
}

/** A clerk enters goods at the till, and hands them in to the union with it. */
export async function offerGoods(ctx: TillCtx, text: GoodsInput): Promise<NamedGoods> {
  return transact(ctx, async (tx) => {
    const merchant = await ownMerchant(tx, ctx);
    const by = { enteredByClerk: clerkOf(ctx), enteredBy: null, enteredByName: null };
    if (text.pictureFileId === null) throw goodsIncomplete();
    return enter(tx, merchant, { text, by, state: "submitted" });
  });
}

/** Changes goods that nobody reads now. Throws benefits.no_such_goods, benefits.wrong_state while they lie with the union. */
export async function changeGoods(ctx: Ctx, id: string, text: GoodsInput): Promise<NamedGoods> {
  return transact(ctx, async (tx) => {
    const before = await getKept(tx, id);
    if (before.state === "submitted") throw wrongState("submitted", "edit");
    return rewrite(tx, before, { text, by: byOf(tx.actor), state: "draft" });
  });
}

/**
 * A clerk's other text for goods of the own merchant, handed in to the union again; members see them no more until it answers.
 * Throws benefits.no_such_goods, benefits.goods_incomplete, benefits.wrong_state.
 */
export async function changeOffer(ctx: TillCtx, id: string, text: GoodsInput): Promise<NamedGoods> {
  return transact(ctx, async (tx) => {
    const before = await getOffer(tx, ctx, id);
    const by = { enteredByClerk: clerkOf(ctx), enteredBy: null, enteredByName: null };
    if (!clerkMay(before.state).edit) throw wrongState(before.state, "edit");
    if (text.pictureFileId === null) throw goodsIncomplete();
    const changed = await rewrite(tx, before, { text, by, state: "submitted" });
    await announce(tx, "benefits.goods_submitted", { node: before.node, goodsId: id });
    return changed;
  });
}

/** A clerk takes goods of the own merchant back. Throws benefits.no_such_goods, benefits.wrong_state. */
export async function withdrawOffer(ctx: TillCtx, id: string, reason: string): Promise<NamedGoods> {
  return transact(ctx, async (tx) => {
    const goods = await getOffer(tx, ctx, id);
    clerkOf(ctx);
    if (!clerkMay(goods.state).withdraw) throw wrongState(goods.state, "withdraw");

    await setGoodsState(tx.db, id, { state: "withdrawn", reason });
    await hideFiles(tx, ownerOf(id));
    await note(tx, goods.node, "benefits.goods_withdrawn", "goods", id, { reason });
    return getNamed(tx, id);
  });
}

async function getOffer(tx: Tx, ctx: TillCtx, id: string): Promise<GoodsRow> {
  const { organisationId } = await ownMerchant(tx, ctx);
  const goods = await lockGoods(tx.db, id);
  if (goods?.merchantId !== organisationId) throw noSuchGoods();
  return goods;
}

async function rewrite(tx: Tx, before: GoodsRow, { text, by, state }: Written): Promise<NamedGoods> {
  const campaignNode = await placeOf(tx, before, text);
  const row: GoodsRow = { ...before, ...text, ...by, campaignNode, state };

  await exchangePicture(tx, row, before.pictureFileId);
  await hideFiles(tx, ownerOf(row.id)); // the picture was allowed with another text
  await updateGoods(tx.db, row);

  await note(tx, before.node, "benefits.goods_changed", "goods", before.id);
  return getNamed(tx, before.id);
}

async function enter(tx: Tx, merchant: MerchantRow, { text, by, state }: Written): Promise<NamedGoods> {
  const owner = { merchantId: merchant.organisationId, node: merchant.node };
  const row = { ...text, ...by, ...owner, id: uuidv7(), state, campaignNode: await placeOf(tx, owner, text) };

  await insertGoods(tx.db, row);
  await exchangePicture(tx, row, null);

  await note(tx, row.node, "benefits.goods_entered", "goods", row.id);
  if (state === "submitted") await announce(tx, "benefits.goods_submitted", { node: row.node, goodsId: row.id });
  return getNamed(tx, row.id);
}

/** Goods that the actor may change. Throws benefits.no_such_goods. */
export async function getKept(tx: Tx, id: string): Promise<GoodsRow> {
  const goods = await lockGoods(tx.db, id);
  if (goods === undefined || !mayRead(tx.actor, goods)) throw noSuchGoods();
  authorise(tx.actor, mayKeepMerchants, goods);
  return goods;
}

/** With its names, also of a campaign that its merchant's till cannot read: the title is on every voucher of it. */
export async function getNamed(tx: Tx, id: string): Promise<NamedGoods> {
  const goods = await seeingAll(tx, () => findGoods(tx.db, id));
  if (goods === undefined) throw noSuchGoods();
  return goods;
}

/** The node of the campaign that goods go with: one whose vouchers a store of the merchant takes. */
async function placeOf(tx: Tx, { merchantId }: { merchantId: string }, text: GoodsInput): Promise<string> {
  // Only what the store's own list of campaigns says; the campaign may be another union's.
  return seeingAll(tx, async () => {
    const stores = (await listStores(tx.db, [merchantId])).map((one) => one.id);
    if (text.storeId !== null && !stores.includes(text.storeId)) throw noSuchStore();
    const at = text.storeId === null ? stores : [text.storeId];
    const campaigns = await listRunningCampaigns(tx.db, at, dayOf(tx.clock.now()));
    if (!campaigns.some((one) => one.id === text.campaignId)) throw campaignNotAtMerchant();
    if (
      text.kindId !== null &&
      (await findKinds(tx.db, [text.kindId])).get(text.kindId)?.campaignId !== text.campaignId
    )
      throw noSuchKind();
    return (await findCampaign(tx.db, text.campaignId))?.node ?? "";
  });
}

/** What goods of a merchant may go with: its stores, and running campaigns whose vouchers they take. */
export async function listChoices(ctx: Ctx, merchantId: string) {
  return transact(ctx, async (tx) => {
    const merchant = await findMerchant(tx.db, merchantId);
    if (merchant === undefined || !mayRead(tx.actor, merchant)) throw noSuchStore();
    return choicesOf(tx, merchantId);
  });
}

/** The same for a till's own merchant. */
export const listTillChoices = (ctx: TillCtx) =>
  transact(ctx, async (tx) => choicesOf(tx, (await ownMerchant(tx, ctx)).organisationId));

function choicesOf(tx: Tx, merchantId: string) {
  return seeingAll(tx, async () => {
    const stores = (await listStores(tx.db, [merchantId])).filter((one) => one.state === "open");
    const ids = stores.map((one) => one.id);
    const running = await listRunningCampaigns(tx.db, ids, dayOf(tx.clock.now()));
    const campaigns = [...new Map(running.map((one) => [one.id, one])).values()];
    const kinds = Map.groupBy(
      await listKinds(
        tx.db,
        campaigns.map((one) => one.id),
      ),
      (kind) => kind.campaignId,
    );
    return {
      stores: stores.map(({ id, name }) => ({ id, name })),
      campaigns: campaigns.map(({ id, title }) => ({
        ...{ id, title, kinds: (kinds.get(id) ?? []).map((kind) => ({ id: kind.id, title: kind.title })) },
      })),
    };
  });
}

export async function ownMerchant(tx: Tx, { actor }: TillCtx): Promise<MerchantRow> {
  const till = await findTill(tx.db, actor.tillId);
  const merchant = till && (await findMerchant(tx.db, till.merchantId));
  if (merchant === undefined) throw noSuchStore();
  return merchant;
}

const byOf = (actor: Actor): By => ({
  enteredByClerk: null,
  enteredBy: actor.kind === "staff" ? actor.accountId : null,
  enteredByName: actor.kind === "staff" ? actor.name : null,
});

export const ownerOf = (goodsId: string) => `goods:${goodsId}`;

type Shown = Pick<GoodsRow, "id" | "node" | "pictureFileId">;

/** Members see the picture only after somebody has allowed it. */
const exchangePicture = (tx: Tx, row: Shown, before: string | null) =>
  exchangeFile(tx, {
    ...{ purpose: goodsPicture.name, node: row.node, owner: ownerOf(row.id) },
    ...{ before, after: row.pictureFileId, published: false },
  });

import { recordDecision } from "#engines/decisions";
import type { Actor } from "#kernel/actor";
import { dayOf } from "#kernel/business-day";
import { type Ctx, transact } from "#kernel/context";
import { hideFiles, publishFiles } from "#kernel/files/files";
import { announce } from "#kernel/outbox/outbox";
import { authorise, pathsHolding } from "#kernel/policy";
import { forbidden } from "#kernel/problem";
import { changedMeanwhile, goodsIncomplete, makerCannotCheck, noSuchGoods, wrongState } from "../benefits.errors.ts";
import { mayApprove, mayKeepMerchants, mayRead } from "../benefits.policy.ts";
import { note } from "../merchants/merchants.service.ts";
import { clerkMay, goodsStateOn } from "./goods.rules.ts";
import * as store from "./goods.store.ts";
import { getKept, getNamed, ownerOf } from "./write-goods.service.ts";

/** Hands goods in to a second person. Throws benefits.goods_incomplete without a picture, benefits.wrong_state. */
export async function submitGoods(ctx: Ctx, id: string): Promise<store.NamedGoods> {
  return transact(ctx, async (tx) => {
    const goods = await getKept(tx, id);
    if (goods.state !== "draft") throw wrongState(goods.state, "submit");
    if (goods.pictureFileId === null) throw goodsIncomplete();

    await store.setGoodsState(tx.db, id, { state: "submitted", reason: null });
    await note(tx, goods.node, "benefits.goods_submitted", "goods", id);
    await announce(tx, "benefits.goods_submitted", { node: goods.node, goodsId: id });
    return getNamed(tx, id);
  });
}

/** The union's answer: members see the goods from their first day on, or the merchant reads why not. */
export async function decideGoods(
  ctx: Ctx,
  id: string,
  answer: { revision: number; verdict: "passed" | "refused"; note?: string | undefined },
): Promise<store.NamedGoods> {
  return transact(ctx, async (tx) => {
    const goods = await store.lockGoods(tx.db, id);
    if (goods === undefined || !mayRead(tx.actor, goods)) throw noSuchGoods();

    authorise(tx.actor, mayApprove, goods);
    if (tx.actor.kind !== "staff") throw forbidden("access.forbidden");
    if (goods.state !== "submitted") throw wrongState(goods.state, "decide");
    if (hasEntered(tx.actor, goods)) throw makerCannotCheck();
    if (goods.revision !== answer.revision) throw changedMeanwhile();

    const { verdict, note: said } = answer;
    const about = { object: { type: "goods", id }, node: goods.node, revision: goods.revision };
    const notBy = goods.enteredBy === null ? [] : [goods.enteredBy];
    await recordDecision(tx, { ...about, step: "approved", verdict, note: said, distinctFrom: [], notBy });
    const passed = verdict === "passed";
    const by = { by: tx.actor.accountId, byName: tx.actor.name, reason: passed ? null : (said ?? "") };
    await store.markChecked(tx.db, id, { state: passed ? "approved" : "refused", ...by });
    if (passed) await publishFiles(tx, ownerOf(id));

    await note(tx, goods.node, passed ? "benefits.goods_approved" : "benefits.goods_refused", "goods", id);
    await announce(tx, "benefits.goods_decided", { node: goods.node, goodsId: id });
    return getNamed(tx, id);
  });
}

/** Members see the goods no longer; what was sold stays counted. */
export async function withdrawGoods(ctx: Ctx, id: string, reason: string): Promise<store.NamedGoods> {
  return transact(ctx, async (tx) => {
    const goods = await getKept(tx, id);
    if (goods.state !== "approved") throw wrongState(goods.state, "withdraw");

    await store.setGoodsState(tx.db, id, { state: "withdrawn", reason });
    await hideFiles(tx, ownerOf(id));
    await note(tx, goods.node, "benefits.goods_withdrawn", "goods", id, { reason });
    return getNamed(tx, id);
  });
}

/** Goods of the actor's merchants and for the actor's campaigns. */
export async function listGoodsViews(ctx: Ctx, query: Omit<store.GoodsFilter, "paths">) {
  return transact(ctx, async (tx) => {
    const paths = pathsHolding(tx.actor, "benefits.read");
    const rows = await store.listGoods(tx.db, { ...query, paths, limit: query.limit + 1 });
    const shown = rows.slice(0, query.limit);
    const today = dayOf(tx.clock.now());
    return {
      items: shown.map((row) => viewGoods(row, { actor: tx.actor, today })),
      next: rows.length > query.limit ? (shown.at(-1)?.id ?? null) : null,
    };
  });
}

/** One of them. Throws benefits.no_such_goods. */
export async function getGoods(ctx: Ctx, id: string): Promise<store.NamedGoods> {
  return transact(ctx, async (tx) => {
    const goods = await store.findGoods(tx.db, id);
    if (goods === undefined || !(mayRead(tx.actor, goods) || mayRead(tx.actor, { node: goods.campaignNode })))
      throw noSuchGoods();
    return goods;
  });
}

const hasEntered = (actor: Actor, { enteredBy }: store.GoodsRow) =>
  actor.kind === "staff" && actor.accountId === enteredBy;

export function viewGoods(row: store.NamedGoods, { actor, today }: { actor: Actor; today: string }) {
  return {
    ...factsOf(row),
    merchantId: row.merchantId,
    storeId: row.storeId,
    store: row.storeName,
    kindId: row.kindId,
    kind: row.kindTitle,
    state: goodsStateOn(row, today),
    reason: row.reason,
    revision: row.revision,
    enteredBy: row.enteredByName,
    checkedBy: row.checkedByName,
    can: actor.kind === "till" ? { ...clerkMay(row.state), submit: false, decide: false } : staffMay(actor, row),
  };
}

function staffMay(actor: Actor, row: store.GoodsRow) {
  const keeps = mayKeepMerchants(actor, row);
  return {
    edit: keeps && row.state !== "submitted",
    submit: keeps && row.state === "draft",
    decide: row.state === "submitted" && mayApprove(actor, row) && !hasEntered(actor, row),
    withdraw: keeps && row.state === "approved",
  };
}

/** What members and staff read alike. */
export const factsOf = (row: store.NamedGoods) => ({
  id: row.id,
  name: row.name,
  origin: row.origin,
  priceFen: row.priceFen,
  unit: row.unit,
  about: row.about,
  pictureFileId: row.pictureFileId,
  merchant: row.tradeName,
  startsOn: row.startsOn,
  endsOn: row.endsOn,
  campaignId: row.campaignId,
  campaignTitle: row.campaignTitle,
});

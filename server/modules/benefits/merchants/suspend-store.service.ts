import { listQuotas, stockFacts } from "#engines/stock";
import { dayOf, endOfDay } from "#kernel/business-day";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { announce } from "#kernel/outbox/outbox";
import { authorise } from "#kernel/policy";
import { alreadySuspended, noSuchStore, notSuspended, suspensionPast } from "../benefits.errors.ts";
import { mayKeepMerchants, mayRead } from "../benefits.policy.ts";
import { seeingAll } from "../sight.ts";
import { findStores, listRunningCampaigns, type StoreRow } from "./merchant.store.ts";
import { note } from "./merchants.service.ts";
import { insertSuspension, liftSuspension, listReleasesOfCampaigns } from "./suspension.store.ts";

/** What a store's vouchers are: running campaigns that list it, with the vouchers that people hold of each. */
export interface StoreTouches {
  campaigns: { id: string; title: string; elsewhere: boolean; holding: number }[];
  holding: number;
}

/**
 * The union withdraws one store at once, until the end of a day or until further notice. What its tills took without network
 * before is honoured. Throws benefits.no_such_store, benefits.already_suspended, benefits.suspension_past.
 */
export async function suspendStore(
  ctx: Ctx,
  input: { storeId: string; reason: string; untilDay: string | null },
): Promise<StoreTouches> {
  return transact(ctx, async (tx) => {
    const store = await getKept(tx, input.storeId);
    const untilAt = input.untilDay === null ? null : endOfDay(input.untilDay);
    if (untilAt !== null && untilAt <= tx.clock.now()) throw suspensionPast();

    const touches = await touchesOf(tx, store);
    const row = { id: uuidv7(), storeId: store.id, node: store.node, reason: input.reason, untilAt, by: byOf(tx) };
    await insertSuspension(tx.db, row).catch((error: { constraint?: string }) => {
      throw error.constraint === "store_suspension_once" ? alreadySuspended() : error;
    });

    const detail = { reason: input.reason, until: untilAt?.toISOString() ?? null, holding: touches.holding };
    await note(tx, store.node, "benefits.store_suspended", "store", store.id, detail);
    await announce(tx, "benefits.store_suspended", { node: store.node, storeId: store.id });
    return touches;
  });
}

/** The store takes vouchers again from now on. Throws benefits.no_such_store, benefits.not_suspended. */
export async function liftStoreSuspension(ctx: Ctx, storeId: string): Promise<StoreTouches> {
  return transact(ctx, async (tx) => {
    const store = await getKept(tx, storeId);
    if (!(await liftSuspension(tx.db, storeId, byOf(tx)))) throw notSuspended();

    await note(tx, store.node, "benefits.store_suspension_lifted", "store", storeId);
    await announce(tx, "benefits.store_suspension_lifted", { node: store.node, storeId });
    return touchesOf(tx, store);
  });
}

/** Which campaigns and how many vouchers in hand it would touch if the store took none. Throws benefits.no_such_store. */
export async function getStoreTouches(ctx: Ctx, storeId: string): Promise<StoreTouches> {
  return transact(ctx, async (tx) => {
    const [store] = await findStores(tx.db, [storeId]);
    if (store === undefined || !mayRead(tx.actor, store)) throw noSuchStore();
    return touchesOf(tx, store);
  });
}

async function getKept(tx: Tx, id: string): Promise<StoreRow> {
  const [store] = await findStores(tx.db, [id]);
  if (store === undefined || !mayRead(tx.actor, store)) throw noSuchStore();
  authorise(tx.actor, mayKeepMerchants, store);
  return store;
}

/** Also campaigns of unions whose rows the actor cannot read: of these only title and number are told. */
function touchesOf(tx: Tx, store: StoreRow): Promise<StoreTouches> {
  return seeingAll(tx, async () => {
    const running = await listRunningCampaigns(tx.db, [store.id], dayOf(tx.clock.now()));
    const holding = await vouchersInHand(
      tx,
      running.map((campaign) => campaign.id),
    );
    const campaigns = running.map(({ id, title, elsewhere }) => ({
      id,
      title,
      elsewhere,
      holding: holding.get(id) ?? 0,
    }));
    return { campaigns, holding: campaigns.reduce((sum, one) => sum + one.holding, 0) };
  });
}

/** How many vouchers of these campaigns people hold, those of shares included. */
async function vouchersInHand(tx: Tx, campaignIds: string[]): Promise<Map<string, number>> {
  const releases = await listReleasesOfCampaigns(tx.db, campaignIds);
  if (releases.length === 0) return new Map();
  const campaignOf = new Map(releases.map((one) => [one.releaseId, one.campaignId]));
  const quotas = await listQuotas(tx.db, [...campaignOf.keys()]);
  const facts = await stockFacts(
    tx.db,
    quotas.map((quota) => quota.id),
  );
  const active = new Map(facts.map((fact) => [fact.quotaId, fact.active]));
  const held = new Map<string, number>();
  for (const quota of quotas) {
    const campaignId = campaignOf.get(quota.parentId ?? quota.id) ?? "";
    held.set(campaignId, (held.get(campaignId) ?? 0) + (active.get(quota.id) ?? 0));
  }
  return held;
}

const byOf = ({ actor }: Tx) =>
  actor.kind === "staff" ? { id: actor.accountId, name: actor.name } : { id: null, name: null };

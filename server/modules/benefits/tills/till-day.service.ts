import { dayOf, endOfDay, startOfDay } from "#kernel/business-day";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { noSuchStore } from "../benefits.errors.ts";
import { mayRead } from "../benefits.policy.ts";
import { listOfflineKinds } from "../campaigns/kind.store.ts";
import { databaseNow } from "../database-now.ts";
import { findStores, listClerks } from "../merchants/merchant.store.ts";
import { getStanding, type Standing } from "../merchants/standing.store.ts";
import { seeingAll } from "../sight.ts";
import type { TillCtx } from "../vouchers/present.service.ts";
import { getTill } from "../vouchers/redeem.service.ts";
import { countOffline, listOfStore, type NamedRedemption, totalsOfStore } from "../vouchers/redemption.store.ts";
import { undoUntil } from "./till.rules.ts";

/** What a till shows of itself: where it stands, who works there, what it may take without network. */
export async function getTillMe(ctx: TillCtx) {
  return transact(ctx, async (tx) => {
    const till = await getTill(tx, ctx);
    const [store] = await findStores(tx.db, [till.storeId]);
    const clerks = await listClerks(tx.db, till.merchantId);
    const now = await databaseNow(tx.db);
    const clerk = clerks.find((one) => one.id === ctx.actor.clerkId);
    return {
      till: { id: till.id, name: till.deviceName },
      store: { id: till.storeId, name: till.storeName, address: store?.address ?? "" },
      merchant: { id: till.merchantId, name: till.tradeName },
      clerks: clerks.map(({ id, name, pinHash, manager }) => ({ id, name, manager, pinSet: pinHash !== null })),
      clerk: clerk === undefined ? null : { id: clerk.id, name: clerk.name },
      offline: await offlineOf(tx, till.id, till.storeId, now),
      standing: viewStanding(await getStanding(tx.db, { merchantId: till.merchantId, storeId: till.storeId }, now)),
      serverTime: now.toISOString(),
    };
  });
}

const viewStanding = ({ agreementInForce, suspension }: Standing) => ({
  agreementInForce,
  suspension: suspension && { reason: suspension.reason, until: suspension.until?.toISOString() ?? null },
});

async function offlineOf(tx: Tx, tillId: string, storeId: string, now: Date) {
  const today = dayOf(now);
  // The kinds of campaigns that list this store; the campaigns themselves are their unions'.
  const kinds = await seeingAll(tx, () => listOfflineKinds(tx.db, storeId, today));
  let accepted = 0;
  for (const kind of kinds) accepted += await countOffline(tx.db, tillId, kind.id, startOfDay(today));
  return {
    accepted,
    limit: kinds.reduce((sum, kind) => sum + kind.offlineLimit, 0),
    kinds: kinds.map(({ id, title, benefit, offlineLimit }) => ({ kindId: id, title, benefit, limit: offlineLimit })),
  };
}

/** The same of any store for the union's staff. Throws benefits.no_such_store. */
export async function getStoreDay(ctx: Ctx, storeId: string, on: string | undefined) {
  return transact(ctx, async (tx) => {
    const [store] = await findStores(tx.db, [storeId]);
    if (store === undefined || !mayRead(tx.actor, store)) throw noSuchStore();
    return dayOfStore(tx, storeId, on);
  });
}

/** What the till's store took on a day (today by default), with its sums. */
export async function getTillDay(ctx: TillCtx, on: string | undefined) {
  return transact(ctx, (tx) => dayOfStore(tx, ctx.actor.storeId, on));
}

/** The caller may read the store; the vouchers' titles and what their campaigns ask are other unions' too. */
async function dayOfStore(tx: Tx, storeId: string, on: string | undefined) {
  const day = on ?? dayOf(await databaseNow(tx.db));
  const [from, to] = [startOfDay(day), endOfDay(day)];
  return seeingAll(tx, async () => ({
    items: (await listOfStore(tx.db, storeId, from, to)).map(viewRedemptionState),
    next: null,
    totals: await totalsOfStore(tx.db, storeId, from, to),
  }));
}

/** The facts of a redemption, which never change. */
export const viewRedemption = (redemption: NamedRedemption) => ({
  id: redemption.id,
  claimId: redemption.claimId,
  title: redemption.title,
  amountFen: redemption.amountFen,
  offFen: redemption.offFen,
  payFen: redemption.amountFen - redemption.offFen,
  store: { id: redemption.storeId, name: redemption.storeName },
  clerk: { id: redemption.clerkId, name: redemption.clerkName },
  receipt: redemption.receipt,
  receiptAsked: redemption.receiptAsked,
  at: redemption.redeemedAt.toISOString(),
  undoUntil: undoUntil(redemption.redeemedAt).toISOString(),
  offline: redemption.acceptedAt !== null,
  oldArticle: redemption.oldArticle,
  goods: redemption.goods,
});

/** The same with what may have happened since. */
export const viewRedemptionState = (redemption: NamedRedemption) => ({
  ...viewRedemption(redemption),
  undoneAt: redemption.undoneAt?.toISOString() ?? null,
  photos: redemption.photos,
  goodsBackFen: redemption.goodsBackFen,
  reversal: redemption.reversal && {
    outcome: redemption.reversal.outcome,
    backFen: redemption.reversal.offFen,
    at: new Date(redemption.reversal.at).toISOString(),
  },
});

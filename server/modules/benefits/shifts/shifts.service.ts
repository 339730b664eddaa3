import { dayOf, endOfDay, startOfDay } from "#kernel/business-day";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { noSuchMerchant, noSuchShift } from "../benefits.errors.ts";
import { mayRead } from "../benefits.policy.ts";
import { databaseNow } from "../database-now.ts";
import { findClerk, findMerchant, listStores } from "../merchants/merchant.store.ts";
import { seeingAll } from "../sight.ts";
import type { TillCtx } from "../vouchers/present.service.ts";
import { clerkOf, getTill } from "../vouchers/redeem.service.ts";
import { beginShift } from "./begin-shift.ts";
import * as store from "./shift.store.ts";
import { viewShift } from "./shift-view.ts";

/** The shift of the clerk who is in, and those that others left open at this till. */
export async function getTillShifts(ctx: TillCtx) {
  return transact(ctx, async (tx) => {
    const till = await getTill(tx, ctx);
    const clerkId = clerkOf(ctx);
    await beginShift(tx, till, clerkId); // a session of before there were shifts
    const now = await databaseNow(tx.db);
    const open = await store.listOpenShifts(tx.db, till.id);
    const own = open.find((shift) => shift.clerkId === clerkId);
    if (own === undefined) throw noSuchShift();
    const clerk = await findClerk(tx.db, clerkId);
    // The till's own rows; only what a campaign asks of a receipt is the union's.
    return seeingAll(tx, async () => {
      const others = [];
      for (const shift of open) if (shift !== own) others.push(await viewShift(tx, shift, now));
      return { own: await viewShift(tx, own, now), others, canClose: { others: clerk?.manager === true } };
    });
  });
}

export interface Page {
  after?: string | undefined;
  limit: number;
}

/** The shifts of the till's store; for the manager those of all stores of the merchant. */
export async function listTillShifts(ctx: TillCtx, page: Page) {
  return transact(ctx, async (tx) => {
    const { merchantId, storeId } = await placeOf(tx, ctx);
    return listViews(tx, { merchantId, storeId, ...page });
  });
}

/** The shifts of a merchant for the union's staff. Throws benefits.no_such_merchant. */
export async function listMerchantShifts(ctx: Ctx, merchantId: string, page: Page) {
  return transact(ctx, async (tx) => {
    await assertReader(tx, merchantId);
    return listViews(tx, { merchantId, ...page });
  });
}

/** What the till's store (for the manager every store) did on a day, today by default. */
export async function getTillDays(ctx: TillCtx, on: string | undefined) {
  return transact(ctx, async (tx) => {
    const { merchantId, storeId } = await placeOf(tx, ctx);
    return viewDays(tx, { merchantId, storeId, on });
  });
}

/** What every store of a merchant did on a day. Throws benefits.no_such_merchant. */
export async function getMerchantDays(ctx: Ctx, merchantId: string, on: string | undefined) {
  return transact(ctx, async (tx) => {
    await assertReader(tx, merchantId);
    return viewDays(tx, { merchantId, on });
  });
}

async function placeOf(tx: Tx, ctx: TillCtx): Promise<{ merchantId: string; storeId: string | undefined }> {
  const till = await getTill(tx, ctx);
  const clerk = await findClerk(tx.db, clerkOf(ctx));
  return { merchantId: till.merchantId, storeId: clerk?.manager === true ? undefined : till.storeId };
}

async function assertReader(tx: Tx, merchantId: string): Promise<void> {
  const merchant = await findMerchant(tx.db, merchantId);
  if (merchant === undefined || !mayRead(tx.actor, merchant)) throw noSuchMerchant();
}

/** The caller has made sure that the actor may read this merchant's. */
async function listViews(tx: Tx, filter: store.ShiftFilter) {
  const now = await databaseNow(tx.db);
  return seeingAll(tx, async () => {
    const rows = await store.listShifts(tx.db, { ...filter, limit: filter.limit + 1 });
    const shown = rows.slice(0, filter.limit);
    const items = [];
    for (const shift of shown) items.push(await viewShift(tx, shift, now));
    return { items, next: rows.length > filter.limit ? (shown.at(-1)?.id ?? null) : null };
  });
}

async function viewDays(tx: Tx, given: { merchantId: string; storeId?: string | undefined; on: string | undefined }) {
  const on = given.on ?? dayOf(await databaseNow(tx.db));
  const [from, to] = [startOfDay(on), endOfDay(on)];
  return seeingAll(tx, async () => {
    const all = await listStores(tx.db, [given.merchantId]);
    const stores = all.filter((one) => given.storeId === undefined || one.id === given.storeId);
    const ids = stores.map((one) => one.id);
    const figuresOf = await store.figuresOfStores(tx.db, ids, from, to);
    const shiftsOf = await store.countShifts(tx.db, ids, from, to);
    return {
      on,
      stores: stores.map(({ id, name }) => ({ store: { id, name }, figures: figuresOf(id), ...shiftsOf(id) })),
    };
  });
}

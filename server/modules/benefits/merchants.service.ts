import { record } from "#kernel/audit/audit";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { isUniqueViolation } from "#kernel/database/db";
import { uuidv7 } from "#kernel/ids";
import { normalisePhone } from "#kernel/phone";
import { authorise } from "#kernel/policy";
import { blindIndex, type Secrets, seal } from "#kernel/secrets/secrets";
import { refreshPrincipal } from "#kernel/sign-in/sessions";
import {
  alreadyMerchant,
  clerkKnown,
  noSuchClerk,
  noSuchMerchant,
  noSuchStore,
  phoneInvalid,
  storeNameTaken,
} from "./benefits.errors.ts";
import { mayKeepMerchants, mayRead, pathsWith } from "./benefits.policy.ts";
import * as store from "./merchant.store.ts";
import { createMerchantOrganisation, getOrganisationNode } from "./organisations.ts";
import { seeingAll } from "./sight.ts";
import { listTills } from "./till.store.ts";

export interface NewMerchant {
  /** The union that signs with the merchant. */
  parentId: string;
  name: string;
  tradeName: string;
  badge: boolean;
  agreementUntil: string | null;
}

/** Makes a merchant: an organisation of kind merchant under the union, and what was agreed with it. */
export async function addMerchant(ctx: Ctx, input: NewMerchant): Promise<store.MerchantRow> {
  return transact(ctx, async (tx) => {
    const parent = await getOrganisationNode(tx.db, input.parentId);
    authorise(tx.actor, mayKeepMerchants, { node: parent });

    // Opening a merchant's organisation is part of this duty; the duty over the tree of unions is another.
    const organisation = await seeingAll(tx, () => createMerchantOrganisation(tx, input));
    const { tradeName, badge, agreementUntil } = input;
    const row = { organisationId: organisation.id, node: organisation.node, tradeName, badge, agreementUntil };
    const merchant: store.MerchantRow = { ...row, state: "active" };
    await unique(store.insertMerchant(tx.db, merchant), alreadyMerchant);
    await note(tx, merchant.node, "benefits.merchant_added", "merchant", merchant.organisationId);
    return merchant;
  });
}

export async function changeMerchant(
  ctx: Ctx,
  id: string,
  change: { [F in "tradeName" | "badge" | "agreementUntil" | "state"]?: store.MerchantRow[F] | undefined },
): Promise<store.MerchantRow> {
  return transact(ctx, async (tx) => {
    const merchant = await getOwn(tx, id);
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    const changed: store.MerchantRow = { ...merchant, ...given };
    await store.updateMerchant(tx.db, changed);
    if (changed.state !== merchant.state) await refreshTills(tx, id);
    await note(tx, merchant.node, "benefits.merchant_changed", "merchant", id, { state: changed.state });
    return changed;
  });
}

export interface MerchantView extends store.MerchantRow {
  stores: store.StoreRow[];
}

/** Merchants whose stores the actor's campaigns may list, with their stores. */
export async function listMerchantViews(
  ctx: Ctx,
  page: { q?: string | undefined; after?: string | undefined; limit: number },
): Promise<MerchantView[]> {
  return transact(ctx, async (tx) => {
    const paths = pathsWith(tx.actor, "benefits.read");
    // Also merchants of unions above, whose rows the actor's own subtree does not show; the paths are the wall here.
    return seeingAll(tx, async () => {
      const merchants = await store.listMerchants(tx.db, { paths, ...page });
      const ids = merchants.map((merchant) => merchant.organisationId);
      const stores = Map.groupBy(await store.listStores(tx.db, ids), (one) => one.merchantId);
      return merchants.map((merchant) => ({ ...merchant, stores: stores.get(merchant.organisationId) ?? [] }));
    });
  });
}

/** One merchant of the actor's subtree with stores, clerks and tills. Throws benefits.no_such_merchant. */
export async function getMerchant(ctx: Ctx, id: string) {
  return transact(ctx, async (tx) => {
    const merchant = await store.findMerchant(tx.db, id);
    if (merchant === undefined || !mayRead(tx.actor, merchant)) throw noSuchMerchant();
    return {
      ...merchant,
      stores: await store.listStores(tx.db, [id]),
      clerks: await store.listClerks(tx.db, id),
      tills: await listTills(tx.db, id),
    };
  });
}

export const maskTail = (phoneTail: string) => `*******${phoneTail}`;

/** A merchant as staff read it; a list leaves clerks and tills out. */
export function viewMerchant(merchant: Awaited<ReturnType<typeof getMerchant>>) {
  const tills = Map.groupBy(merchant.tills, (till) => till.storeId);
  return {
    id: merchant.organisationId,
    name: merchant.tradeName,
    badge: merchant.badge,
    agreementUntil: merchant.agreementUntil,
    state: merchant.state,
    stores: merchant.stores.map(({ id, name, address, state }) => ({
      ...{ id, name, address, state },
      tills: (tills.get(id) ?? []).map((till) => ({
        id: till.id,
        name: till.deviceName,
        pairedAt: till.pairedAt.toISOString(),
      })),
    })),
    clerks: merchant.clerks.map(({ id, name, pinHash, phoneTail }) => ({
      ...{ id, name, pinSet: pinHash !== null, phoneMasked: maskTail(phoneTail) },
    })),
  };
}

export async function addStore(
  ctx: Ctx,
  input: { merchantId: string; name: string; address: string },
): Promise<store.StoreRow> {
  return transact(ctx, async (tx) => {
    const merchant = await getOwn(tx, input.merchantId);
    const row = { ...input, id: uuidv7(), node: merchant.node };
    await unique(store.insertStore(tx.db, row), storeNameTaken);
    await note(tx, row.node, "benefits.store_added", "store", row.id);
    return { ...row, state: "open", tradeName: merchant.tradeName, merchantState: merchant.state };
  });
}

/** Changes a store; a closed one takes no vouchers. Throws benefits.no_such_store, benefits.store_name_taken. */
export async function changeStore(
  ctx: Ctx,
  id: string,
  change: { [F in "name" | "address" | "state"]?: store.StoreRow[F] | undefined },
): Promise<store.StoreRow> {
  return transact(ctx, async (tx) => {
    const [before] = await store.findStores(tx.db, [id]);
    if (before === undefined || !mayRead(tx.actor, before)) throw noSuchStore();
    authorise(tx.actor, mayKeepMerchants, before);
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    const changed: store.StoreRow = { ...before, ...given };
    await unique(store.updateStore(tx.db, changed), storeNameTaken);
    await note(tx, before.node, "benefits.store_changed", "store", id, { state: changed.state });
    return changed;
  });
}

/** Adds a clerk by phone; the PIN is set later by the clerk, or given here already hashed (demonstration). */
export async function addClerk(
  ctx: Ctx,
  secrets: Secrets,
  input: { merchantId: string; name: string; phone: string; pinHash?: string },
): Promise<{ id: string; name: string; phoneTail: string }> {
  const phone = normalisePhone(input.phone);
  if (phone === undefined) throw phoneInvalid();
  return transact(ctx, async (tx) => {
    const merchant = await getOwn(tx, input.merchantId);
    const id = uuidv7();
    const clerk: store.NewClerk = {
      id,
      merchantId: input.merchantId,
      node: merchant.node,
      name: input.name,
      phoneTail: phone.slice(-4),
      phoneSealed: seal(secrets, `clerk.phone.${id}`, phone),
      phoneIndex: blindIndex(secrets, "clerk.phone", phone),
      pinHash: input.pinHash ?? null,
    };
    await unique(store.insertClerk(tx.db, clerk), clerkKnown);
    await note(tx, merchant.node, "benefits.clerk_added", "clerk", id);
    return { id, name: clerk.name, phoneTail: clerk.phoneTail };
  });
}

/** Ends a clerk's work; the PIN is worth nothing from now on. */
export async function removeClerk(ctx: Ctx, clerkId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const clerk = await store.lockClerk(tx.db, clerkId);
    if (clerk === undefined) throw noSuchClerk();
    authorise(tx.actor, mayKeepMerchants, clerk);
    await store.markClerkLeft(tx.db, clerkId);
    await refreshTills(tx, clerk.merchantId);
    await note(tx, clerk.node, "benefits.clerk_removed", "clerk", clerkId);
  });
}

/** Who works at the merchant's tills, and whether these work at all, is read anew on every process. */
async function refreshTills(tx: Tx, merchantId: string): Promise<void> {
  for (const till of await listTills(tx.db, merchantId)) await refreshPrincipal(tx, till.id);
}

async function getOwn(tx: Tx, id: string): Promise<store.MerchantRow> {
  const merchant = await store.findMerchant(tx.db, id);
  if (merchant === undefined) throw noSuchMerchant();
  authorise(tx.actor, mayKeepMerchants, merchant);
  return merchant;
}

const note = (tx: Tx, node: string, action: string, type: string, id: string, detail: Record<string, unknown> = {}) =>
  record(tx, { node, action, object: { type, id }, detail });

async function unique(write: Promise<unknown>, taken: () => Error): Promise<void> {
  try {
    await write;
  } catch (error) {
    if (isUniqueViolation(error)) throw taken();
    throw error;
  }
}

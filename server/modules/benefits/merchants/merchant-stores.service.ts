import { type Ctx, transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { authorise } from "#kernel/policy";
import { noSuchStore, storeNameTaken } from "../benefits.errors.ts";
import { mayKeepMerchants, mayRead } from "../benefits.policy.ts";
import * as store from "./merchant.store.ts";
import { differing, getOwnMerchant, givenOf, note, unique } from "./merchants.service.ts";

/** Opens a store of a merchant. Throws benefits.no_such_merchant, benefits.store_name_taken. */
export async function addStore(
  ctx: Ctx,
  input: { merchantId: string; name: string; address: string; position?: string; phone?: string },
): Promise<store.StoreRow> {
  return transact(ctx, async (tx) => {
    const merchant = await getOwnMerchant(tx, input.merchantId);
    const row = {
      ...input,
      position: input.position ?? "",
      phone: input.phone ?? "",
      id: uuidv7(),
      node: merchant.node,
    };
    await unique(store.insertStore(tx.db, row), storeNameTaken);
    await note(tx, row.node, "benefits.store_added", "store", row.id);
    return { ...row, state: "open", closedAt: null, tradeName: merchant.tradeName, merchantState: merchant.state };
  });
}

/**
 * Changes a store. A closed one takes no vouchers and is shown to no member, but stays on the lists of its campaigns and
 * keeps its tills: opened again, all is as before. Throws benefits.no_such_store, benefits.store_name_taken.
 */
export async function changeStore(
  ctx: Ctx,
  id: string,
  change: { [F in "name" | "address" | "position" | "phone" | "state"]?: store.StoreRow[F] | undefined },
): Promise<store.StoreRow> {
  return transact(ctx, async (tx) => {
    const [before] = await store.findStores(tx.db, [id]);
    if (before === undefined || !mayRead(tx.actor, before)) throw noSuchStore();

    authorise(tx.actor, mayKeepMerchants, before);

    const changed: store.StoreRow = { ...before, ...givenOf(change) };
    const fields = differing(before, changed);
    if (fields.length === 0) return before;
    const closedAt = await unique(store.updateStore(tx.db, changed), storeNameTaken);

    const happened = before.state === changed.state ? "changed" : changed.state === "closed" ? "closed" : "reopened";
    await note(tx, before.node, `benefits.store_${happened}`, "store", id, { fields });
    return { ...changed, closedAt };
  });
}

import { type Ctx, transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { authorise } from "#kernel/policy";
import { blindIndex, type Secrets, seal } from "#kernel/secrets/secrets";
import { clerkKnown, noSuchClerk } from "../benefits.errors.ts";
import { mayKeepMerchants } from "../benefits.policy.ts";
import { readPhone } from "../read-phone.ts";
import * as store from "./merchant.store.ts";
import { getOwnMerchant, note, refreshTills, unique } from "./merchants.service.ts";

/** Adds a clerk by phone; the PIN is set later by the clerk, or given here already hashed (demonstration). */
export async function addClerk(
  ctx: Ctx,
  secrets: Secrets,
  input: { merchantId: string; name: string; phone: string; pinHash?: string },
): Promise<{ id: string; name: string; phoneTail: string }> {
  const phone = readPhone(input.phone);
  return transact(ctx, async (tx) => {
    const merchant = await getOwnMerchant(tx, input.merchantId);
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

/** Corrects a clerk's name, or says who is the manager; PIN and phone stay. Throws benefits.no_such_clerk. */
export async function changeClerk(
  ctx: Ctx,
  clerkId: string,
  change: { name?: string | undefined; manager?: boolean | undefined },
): Promise<store.ClerkRow> {
  return transact(ctx, async (tx) => {
    const clerk = await store.lockClerk(tx.db, clerkId);
    if (clerk === undefined) throw noSuchClerk();

    authorise(tx.actor, mayKeepMerchants, clerk);

    const changed = { ...clerk, name: change.name ?? clerk.name, manager: change.manager ?? clerk.manager };
    const fields = (["name", "manager"] as const).filter((field) => changed[field] !== clerk[field]);
    if (fields.length === 0) return clerk;
    await store.updateClerk(tx.db, changed);

    await note(tx, clerk.node, "benefits.clerk_changed", "clerk", clerkId, { fields });
    return changed;
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

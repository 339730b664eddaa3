import { randomInt } from "node:crypto";
import { dayOf } from "#kernel/business-day";
import { asSystem, type Ctx, type Tx, transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { authorise } from "#kernel/policy";
import { noSuchMerchant, noSuchPlaque, noSuchStore, plaqueInUse, wrongState } from "../benefits.errors.ts";
import { mayKeepMerchants, mayRead } from "../benefits.policy.ts";
import { unionOf } from "../organisations.ts";
import { leading, stateOn } from "./agreement.rules.ts";
import { listAgreements } from "./agreement.store.ts";
import { findMerchant, findStores } from "./merchant.store.ts";
import { note, unique } from "./merchants.service.ts";
import { plaqueLength, plaqueSigns, readPlaqueNumber, standingOf } from "./plaque.rules.ts";
import * as store from "./plaque.store.ts";
import { listCurrentSuspensions } from "./suspension.store.ts";

/** Issues the sign of one store, while an agreement is in force. Throws benefits.no_such_store, benefits.plaque_in_use. */
export async function issuePlaque(ctx: Ctx, input: { storeId: string; title: string }) {
  return transact(ctx, async (tx) => {
    const [at] = await findStores(tx.db, [input.storeId]);
    if (at === undefined || !mayRead(tx.actor, at)) throw noSuchStore();

    authorise(tx.actor, mayKeepMerchants, at);
    const agreement = await leadingOf(tx, at.merchantId);
    const state = agreement && stateOn(agreement, dayOf(tx.clock.now()));
    if (state !== "in_force" && state !== "to_come") throw wrongState(state ?? "none", "issue_plaque");

    const { actor } = tx;
    const by = actor.kind === "staff" ? { id: actor.accountId, name: actor.name } : { id: null, name: null };
    const plaque = { id: uuidv7(), number: freshNumber(), merchantId: at.merchantId, storeId: at.id, node: at.node };
    await unique(store.insertPlaque(tx.db, { ...plaque, title: input.title, by }), plaqueInUse);
    await note(tx, at.node, "benefits.plaque_issued", "store", at.id, { number: plaque.number });
    return getView(tx, plaque.id);
  });
}

/** Takes a plaque back; its page says so from now on. Throws benefits.no_such_plaque, benefits.wrong_state. */
export async function withdrawPlaque(ctx: Ctx, id: string, reason: string) {
  return transact(ctx, async (tx) => {
    const plaque = await store.findPlaque(tx.db, id);
    if (plaque === undefined || !mayRead(tx.actor, plaque)) throw noSuchPlaque();

    authorise(tx.actor, mayKeepMerchants, plaque);
    if (plaque.withdrawnAt !== null) throw wrongState("withdrawn", "withdraw");

    await store.markWithdrawn(tx.db, id, reason);
    const detail = { number: plaque.number, reason };
    await note(tx, plaque.node, "benefits.plaque_withdrawn", "store", plaque.storeId, detail);
    return getView(tx, id);
  });
}

/** Plaques of a merchant's stores. Throws benefits.no_such_merchant. */
export async function listMerchantPlaques(ctx: Ctx, merchantId: string) {
  return transact(ctx, async (tx) => {
    const merchant = await findMerchant(tx.db, merchantId);
    if (merchant === undefined || !mayRead(tx.actor, merchant)) throw noSuchMerchant();
    const views = [];
    for (const plaque of await store.listPlaques(tx.db, merchantId)) views.push(await viewPlaque(tx, plaque));
    return views;
  });
}

/** One plaque as it is printed. Throws benefits.no_such_plaque. */
export async function getPlaque(ctx: Ctx, id: string) {
  return transact(ctx, (tx) => getView(tx, id));
}

async function getView(tx: Tx, id: string) {
  const plaque = await store.findPlaque(tx.db, id);
  if (plaque === undefined || !mayRead(tx.actor, plaque)) throw noSuchPlaque();
  return viewPlaque(tx, plaque);
}

async function viewPlaque(tx: Tx, plaque: store.NamedPlaque) {
  return {
    ...(await factsOf(tx, plaque)),
    id: plaque.id,
    merchantId: plaque.merchantId,
    storeId: plaque.storeId,
    issuedAt: plaque.issuedAt.toISOString(),
    issuedBy: plaque.issuedByName,
    withdrawalReason: plaque.withdrawalReason,
    can: { withdraw: plaque.withdrawnAt === null && mayKeepMerchants(tx.actor, plaque) },
  };
}

/**
 * What anybody may know who stands before the sign: whose it is, whether the union stands behind it now, and until when. Nothing
 * about persons, accounts or reasons. Throws benefits.no_such_plaque.
 */
export async function getPublicPlaque(ctx: Ctx, typed: string) {
  const number = readPlaqueNumber(typed);
  if (number === undefined) throw noSuchPlaque();
  return transact(asSystem(ctx, "plaque"), async (tx) => {
    const plaque = await store.findPlaqueByNumber(tx.db, number);
    if (plaque === undefined) throw noSuchPlaque();
    return { ...(await factsOf(tx, plaque)), checkedAt: tx.clock.now().toISOString() };
  });
}

async function factsOf(tx: Tx, plaque: store.NamedPlaque) {
  const agreement = await leadingOf(tx, plaque.merchantId);
  const suspension = (await listCurrentSuspensions(tx.db, [plaque.storeId])).get(plaque.storeId);
  const standing = standingOf({
    withdrawn: plaque.withdrawnAt !== null,
    merchantActive: plaque.merchantState === "active",
    agreement: agreement && stateOn(agreement, dayOf(tx.clock.now())),
    suspended: suspension !== undefined,
    storeOpen: plaque.storeState === "open",
  });
  return {
    number: plaque.number,
    title: plaque.title,
    union: await unionOf(tx, plaque.node),
    merchant: plaque.tradeName,
    store: plaque.storeName,
    address: plaque.storeAddress,
    position: plaque.storePosition,
    badge: plaque.badge && standing === "in_force",
    standing,
    /** Last day of the agreement; null when it has none. */
    untilDay: agreement?.endsOn ?? null,
    suspendedUntil: standing === "suspended" ? (suspension?.untilAt?.toISOString() ?? null) : null,
  };
}

const leadingOf = async (tx: Tx, merchantId: string) => {
  const signed = (await listAgreements(tx.db, [merchantId])).filter((one) =>
    ["approved", "terminated"].includes(one.state),
  );
  return leading(signed, dayOf(tx.clock.now()));
};

const freshNumber = () =>
  Array.from({ length: plaqueLength }, () => plaqueSigns[randomInt(plaqueSigns.length)] ?? "").join("");

import { record } from "#kernel/audit/audit";
import { asSystem, type Ctx, type Tx, transact } from "#kernel/context";
import { isOfPlay } from "#kernel/http/play";
import { uuidv7 } from "#kernel/ids";
import { isPlayNode } from "#kernel/nodes.store";
import { makePairingCode as freshCode, readPairingCode } from "#kernel/pairing-code";
import { authorise } from "#kernel/policy";
import type { Problem } from "#kernel/problem";
import { blindIndex, type Secrets } from "#kernel/secrets/secrets";
import { addressIndexOf } from "#kernel/sign-in/address";
import { assertBelowLimit, countEvent } from "#kernel/sign-in/limits";
import { type CodeAnswer, redeemCodes, requestCode } from "#kernel/sign-in/one-time-password";
import { revokeSessionsOf, startSession } from "#kernel/sign-in/sessions";
import { merchantSuspended, noSuchStore, pairingCodeWrong, storeClosed, ticketWrong } from "../benefits.errors.ts";
import { mayKeepMerchants } from "../benefits.policy.ts";
import { findClerksByPhone, findStores, listStores, type StoreRow } from "../merchants/merchant.store.ts";
import { makeTicket, readTicket } from "../phone-ticket.ts";
import { readPhone } from "../read-phone.ts";
import type { TillPower } from "./clerk-pin.service.ts";
import { pairingMinutes } from "./till.rules.ts";
import { findTill, insertPairingCode, insertTill, retireTill, takePairingCode } from "./till.store.ts";

export interface Paired {
  tillId: string;
  token: string;
  store: StoreRow;
}

const phonePurpose = "till_pairing";
const wrongCodes = [{ count: 20, seconds: 900 }];
/** Of the tickets that this gives, and how long they are worth something. */
const about = { purpose: "benefits till ticket", minutes: 10 };

const hashOf = (secrets: Secrets, code: string) => blindIndex(secrets, "pairing_code.code", code);

/** Makes a code with which one browser becomes a till of the store, within fifteen minutes. */
export async function makePairingCode(
  ctx: Ctx,
  secrets: Secrets,
  storeId: string,
): Promise<{ pairingCode: string; expiresAt: Date }> {
  const pairingCode = freshCode();
  return transact(ctx, async (tx) => {
    const [store] = await findStores(tx.db, [storeId]);
    if (store === undefined) throw noSuchStore();

    authorise(tx.actor, mayKeepMerchants, store);
    if (store.state !== "open") throw storeClosed();
    if (store.merchantState !== "active") throw merchantSuspended();

    const madeBy = tx.actor.kind === "staff" ? tx.actor.accountId : null;
    const expiresAt = await insertPairingCode(tx.db, {
      hash: hashOf(secrets, pairingCode),
      storeId,
      node: store.node,
      madeBy,
      minutes: pairingMinutes,
    });
    await record(tx, {
      node: store.node,
      action: "benefits.pairing_code_made",
      object: { type: "store", id: storeId },
    });
    return { pairingCode, expiresAt };
  });
}

/** Makes the browser that typed a pairing code a till. Throws benefits.pairing_code_wrong, and 429 after 20 wrong ones. */
export async function pairByCode(
  ctx: Ctx,
  power: TillPower,
  given: { pairingCode: string; deviceName: string; address: string },
): Promise<Paired> {
  const play = isOfPlay(ctx.actor);
  const key = `pairing:${addressIndexOf(power.secrets, given.address).toString("hex")}`;
  const outcome = await transact(asSystem(ctx, "pairing"), async (tx): Promise<Paired | Problem> => {
    await assertBelowLimit(tx.db, key, wrongCodes, "benefits.too_many_pairing_codes");
    const code = readPairingCode(given.pairingCode);
    const found = code && (await takePairingCode(tx.db, hashOf(power.secrets, code)));
    // A code of a play store opens nothing outside the play space, and the other way round.
    const taken = found && (await isPlayNode(tx.db, found.node)) === play ? found : undefined;
    if (!taken) {
      await countEvent(tx.db, key); // committed with the transaction: the refusal is thrown after it
      return pairingCodeWrong();
    }
    return openTill(tx, { storeId: taken.storeId, deviceName: given.deviceName, by: "pairing code", play });
  });
  if (outcome instanceof Error) throw outcome;
  return outcome;
}

/** Sends a clerk a one-time password for pairing a till; the same answer for unknown phones. */
export async function requestTillCode(
  ctx: Ctx,
  power: TillPower,
  given: { phone: string; address: string },
): Promise<CodeAnswer> {
  const phone = readPhone(given.phone);
  const phoneIndex = blindIndex(power.secrets, "clerk.phone", phone);
  const isKnown = async (system: Ctx) => (await findClerksByPhone(system.db, phoneIndex)).length > 0;
  return requestCode(ctx, power, { phone, purpose: phonePurpose, address: given.address, isKnown });
}

/** Takes the clerk's one-time password; gives the stores to choose from and a ticket for ten minutes. */
export async function beginByPhone(
  ctx: Ctx,
  power: TillPower,
  given: { phone: string; code: string },
): Promise<{ stores: StoreRow[]; ticket: string }> {
  const phone = readPhone(given.phone);
  await redeemCodes(ctx, power.secrets, [{ phone, purpose: phonePurpose, code: given.code }]);

  const phoneIndex = blindIndex(power.secrets, "clerk.phone", phone);
  const stores = await transact(asSystem(ctx, "pairing"), (tx) => storesOfPhone(tx, phoneIndex));
  if (stores.length === 0) throw ticketWrong();
  return { stores, ticket: makeTicket(power.secrets, phoneIndex, { ...about, now: ctx.clock.now() }) };
}

/** Makes the clerk's browser a till of one of the stores. Throws benefits.ticket_wrong, benefits.no_such_store. */
export async function pairByTicket(
  ctx: Ctx,
  power: TillPower,
  given: { ticket: string; storeId: string; deviceName: string },
): Promise<Paired> {
  const phoneIndex = readTicket(power.secrets, given.ticket, { purpose: about.purpose, now: ctx.clock.now() });
  return transact(asSystem(ctx, "pairing"), async (tx) => {
    const stores = await storesOfPhone(tx, phoneIndex);
    if (!stores.some((store) => store.id === given.storeId)) throw noSuchStore();
    return openTill(tx, { storeId: given.storeId, deviceName: given.deviceName, by: "clerk's phone" });
  });
}

/** Takes a till out of use; its browser is signed out within a second. */
export async function unpairTill(ctx: Ctx, tillId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const till = await findTill(tx.db, tillId);
    if (till === undefined) throw noSuchStore();
    authorise(tx.actor, mayKeepMerchants, till);
    await retireTill(tx.db, tillId);
    await revokeSessionsOf(tx, tillId, "unpaired");
    await record(tx, { node: till.node, action: "benefits.till_unpaired", object: { type: "till", id: tillId } });
  });
}

/** The browser stops being a till. */
export async function signOutTill(ctx: Ctx): Promise<void> {
  const { actor } = ctx;
  if (actor.kind !== "till") return;
  await transact(ctx, async (tx) => {
    await retireTill(tx.db, actor.tillId);
    await revokeSessionsOf(tx, actor.tillId, "signed out");
    await record(tx, {
      node: actor.node,
      action: "benefits.till_signed_out",
      object: { type: "till", id: actor.tillId },
    });
  });
}

async function openTill(
  tx: Tx,
  given: { storeId: string; deviceName: string; by: string; play?: boolean },
): Promise<Paired> {
  const [store] = await findStores(tx.db, [given.storeId]);
  if (store?.state !== "open" || store.merchantState !== "active") throw noSuchStore();
  const tillId = uuidv7();
  const till = { id: tillId, storeId: store.id, node: store.node, deviceName: given.deviceName, pairedBy: given.by };
  await insertTill(tx.db, till);
  const { token } = await startSession(tx, { entrance: "till", principalId: tillId, play: given.play ?? false });
  await record(tx, {
    node: store.node,
    action: "benefits.till_paired",
    object: { type: "till", id: tillId },
    detail: { storeId: store.id, by: given.by },
  });
  return { tillId, token, store };
}

async function storesOfPhone(tx: Tx, phoneIndex: Buffer): Promise<StoreRow[]> {
  const clerks = await findClerksByPhone(tx.db, phoneIndex);
  const stores = await listStores(
    tx.db,
    clerks.map((clerk) => clerk.merchantId),
  );
  return stores.filter((store) => store.state === "open" && store.merchantState === "active");
}

import { createHash, createHmac } from "node:crypto";
import { setAside, release as unsetAside } from "#engines/funds";
import { record } from "#kernel/audit/audit";
import type { Tx } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { announce } from "#kernel/outbox/outbox";
import type { Secrets } from "#kernel/secrets/secrets";
import { fundOf, moveUp } from "./shares.ts";
import * as errors from "./stock.errors.ts";
import * as store from "./stock.store.ts";
import type { CapScope, QuotaMode, Seat } from "./stock.types.ts";
import { hasLabels, insertUnits, labelOf } from "./units.store.ts";
import { offerFreeUnits } from "./waiting-list.ts";

export interface NewQuota {
  id: string;
  /** Path of the node that owns it. */
  node: string;
  roundId: string;
  capacity: number;
  mode: QuotaMode;
  /** Needed for grab and draw, absent for first come. */
  entryOpensAt?: Date;
  entryClosesAt?: Date;
  opensAt: Date;
  closesAt: Date;
  validFrom: Date;
  validUntil: Date;
  /** A claim is good for so many days after it was granted, never beyond `validUntil`. */
  validDays?: number;
  /** A share of this quota: serves its own people first, spills what is left upwards at `spillAt`. */
  parentId?: string;
  spillAt?: Date;
  caps?: readonly string[];
  /** Labels of numbered units, or seats of a hall, as many as the capacity; a share has them when its whole has, and others than it. */
  units?: readonly (string | Seat)[];
  /** Seats of a hall; needed only where all of them lie in the shares, else the units tell it. */
  seated?: boolean;
  waitingList?: boolean;
  holdSeconds?: number;
  /** Money of one unit, set aside now from this source. */
  fund?: { sourceId: string; unitFen: number };
}

/** The secret of a quota's order: known to the server alone until it is published, fixed by its hash beforehand. */
export const orderSecret = (secrets: Pick<Secrets, "lottery">, quotaId: string): Buffer =>
  createHmac("sha256", secrets.lottery).update(`order:${quotaId}`).digest();

/** SHA-256 of the secret: what is shown before the window opens. */
export const orderSecretHash = (secrets: Pick<Secrets, "lottery">, quotaId: string): Buffer =>
  createHash("sha256").update(orderSecret(secrets, quotaId)).digest();

/** Makes a quota and sets its money aside. Throws `funds.budget_exceeded`, `stock.wrong_units`. */
export async function createQuota(tx: Tx, secrets: Secrets, input: NewQuota): Promise<void> {
  await assertUnitsFit(tx, input);
  const windowed = input.mode !== "first_come";
  await tx.db
    .insertInto("stock.quota")
    .values({
      id: input.id,
      node: input.node,
      roundId: input.roundId,
      parentId: input.parentId ?? null,
      spillAt: input.spillAt ?? null,
      mode: input.mode,
      capacity: input.capacity,
      numbered: input.units !== undefined,
      seated: input.seated ?? isSeated(input.units),
      waitingList: input.waitingList ?? true,
      holdSeconds: input.holdSeconds ?? 1800,
      entryOpensAt: windowed ? (input.entryOpensAt ?? null) : null,
      entryClosesAt: windowed ? (input.entryClosesAt ?? null) : null,
      opensAt: input.opensAt,
      closesAt: input.closesAt,
      validFrom: input.validFrom,
      validUntil: input.validUntil,
      validDays: input.validDays ?? null,
      secretHash: windowed ? orderSecretHash(secrets, input.id) : null,
      fundSourceId: input.fund?.sourceId ?? null,
      unitFen: input.fund?.unitFen ?? null,
    })
    .execute();
  for (const capId of input.caps ?? [])
    await tx.db.insertInto("stock.quotaCap").values({ quotaId: input.id, capId }).execute();
  if (input.units !== undefined) await insertUnits(tx.db, input, input.units);
  await setMoneyAside(tx, { id: input.id, node: input.node }, input.fund, input.capacity);
  await record(tx, {
    chain: `quota:${input.id}`,
    node: input.node,
    action: "stock.quota_created",
    object: { type: "quota", id: input.id },
    detail: { capacity: input.capacity, mode: input.mode, opensAt: input.opensAt.toISOString() },
  });
}

/** As many labels as units, each once in the whole family: what a share leaves goes up with its labels, or has none like its whole. */
async function assertUnitsFit(tx: Tx, input: NewQuota): Promise<void> {
  const { units, capacity, parentId, seated = isSeated(units) } = input;
  const labels = units?.map(labelOf);
  const readable = labels?.every((label) => /^[^\p{Cc}]{1,40}$/u.test(label)) ?? true;
  if (labels !== undefined && (labels.length !== capacity || new Set(labels).size !== capacity || !readable))
    throw errors.wrongUnits(capacity);
  if (parentId === undefined) return;
  const parent = await store.findQuota(tx.db, parentId);
  if (parent === undefined) throw errors.noSuchQuota();
  if (parent.numbered !== (units !== undefined) || parent.seated !== seated) throw errors.wrongUnits(capacity);
  if (labels !== undefined && (await hasLabels(tx.db, parentId, labels))) throw errors.wrongUnits(capacity);
}

/** Seats of a hall: units that all have a place in it. */
const isSeated = (units: NewQuota["units"]) =>
  units !== undefined && units.length > 0 && units.every((unit) => typeof unit !== "string");

/** Sets the money of so many units aside; nothing for what costs nothing. */
export async function setMoneyAside(
  tx: Tx,
  quota: { id: string; node: string },
  fund: { sourceId: string; unitFen: number } | undefined,
  units: number,
): Promise<void> {
  if (fund === undefined || fund.unitFen * units === 0) return;
  await setAside(tx, {
    sourceId: fund.sourceId,
    node: quota.node,
    amountFen: fund.unitFen * units,
    quotaId: quota.id,
    reference: { type: "quota", id: quota.id },
  });
}

/** How many of something one person may have over a round, a campaign or a season. */
export async function createCap(
  tx: Tx,
  input: { id: string; node: string; scope: CapScope; label: string; maxUnits: number },
): Promise<void> {
  await tx.db.insertInto("stock.cap").values(input).execute();
}

/**
 * Adds units to a quota, sets their money aside and offers them to the waiting list. Gives the new capacity. A quota of numbered
 * units has labels, not bare numbers, and cannot be topped up this way: throws `stock.wrong_units`.
 */
export async function topUp(tx: Tx, quotaId: string, units: number): Promise<number> {
  const quota = await getLocked(tx, quotaId);
  if (quota.state === "closed") throw errors.quotaClosed();
  if (quota.numbered || units < 1) throw errors.wrongUnits(quota.capacity);

  await store.moveCapacity(tx.db, quotaId, units);
  await setMoneyAside(tx, quota, fundOf(quota), units);
  await acted(tx, quota, "stock.topped_up", { units, capacity: quota.capacity + units });
  await offerFreeUnits(tx, quotaId);
  return quota.capacity + units;
}

/** Nothing more is entered or claimed until it is resumed; what members have stays theirs. Includes the shares. */
export const pauseQuota = (tx: Tx, quotaId: string) => changeState(tx, quotaId, "open", "paused", "stock.paused");

/** Goes on; what was given back meanwhile is offered to the waiting list. */
export async function resumeQuota(tx: Tx, quotaId: string): Promise<void> {
  await changeState(tx, quotaId, "paused", "open", "stock.resumed");
  await offerFreeUnits(tx, quotaId);
}

/**
 * Ends a quota and its shares for good: the money of their free units goes back to the budget, nobody waits any longer, and entries
 * that were not served have lost. What members have stays theirs.
 */
export async function closeQuota(tx: Tx, quotaId: string): Promise<void> {
  const family = await store.lockFamily(tx.db, quotaId);
  if (!family.some((quota) => quota.id === quotaId)) throw errors.noSuchQuota();
  for (const quota of family)
    if (quota.state !== "closed" && (quota.id === quotaId || quota.parentId === quotaId)) await closeOne(tx, quota);
}

async function closeOne(tx: Tx, quota: store.QuotaRow): Promise<void> {
  const fund = fundOf(quota);
  const free = quota.capacity - quota.taken - quota.held;

  await tx.db.updateTable("stock.quota").set({ state: "closed" }).where("id", "=", quota.id).execute();
  const waited = await store.endWaiting(tx.db, quota.id, await store.databaseNow(tx.db), "closed");
  if (quota.mode !== "first_come" && quota.servedAt === null) await store.loseEntries(tx.db, quota.id);
  if (fund !== undefined && free * fund.unitFen > 0)
    await unsetAside(tx, {
      sourceId: fund.sourceId,
      node: quota.node,
      amountFen: free * fund.unitFen,
      quotaId: quota.id,
      reference: { type: "quota", id: quota.id },
    });
  await acted(tx, quota, "stock.closed", { free, waited: waited.length });
}

async function changeState(tx: Tx, quotaId: string, from: "open" | "paused", to: "open" | "paused", action: string) {
  const family = await store.lockFamily(tx.db, quotaId);
  const quota = family.find((one) => one.id === quotaId);
  if (quota === undefined) throw errors.noSuchQuota();
  if (quota.state === "closed") throw errors.quotaClosed();
  await tx.db
    .updateTable("stock.quota")
    .set({ state: to })
    .where((eb) => eb.or([eb("id", "=", quotaId), eb("parentId", "=", quotaId)]))
    .where("state", "=", from)
    .execute();
  await acted(tx, quota, action, {});
}

/**
 * Moves what a share has left into the quota it belongs to, with its money, and offers it to those who wait there. From then on what
 * comes back to the share goes up too. Idempotent. Gives the units moved.
 */
export async function spill(tx: Tx, shareId: string): Promise<number> {
  const locked = await store.lockWithParent(tx.db, shareId);
  const share = locked.find((quota) => quota.id === shareId);
  const parent = locked.find((quota) => quota.id === share?.parentId);
  if (share === undefined || parent === undefined || share.spilledAt !== null) return 0;
  // What is closed has given its money back and offers nothing any more.
  if (share.state === "closed" || parent.state === "closed") return 0;

  await store.markSpilled(tx.db, shareId);
  const units = await moveUp(tx, shareId);
  await offerFreeUnits(tx, parent.id);
  return units;
}

async function getLocked(tx: Tx, quotaId: string): Promise<store.QuotaRow> {
  const quota = await store.lockQuota(tx.db, quotaId);
  if (quota === undefined) throw errors.noSuchQuota();
  return quota;
}

async function acted(tx: Tx, quota: store.QuotaRow, action: string, detail: Record<string, unknown>): Promise<void> {
  await record(tx, {
    chain: `quota:${quota.id}`,
    node: quota.node,
    action,
    object: { type: "quota", id: quota.id },
    detail,
  });
  await announce(tx, action, { node: quota.node, quotaId: quota.id, ...detail });
  await store.tellProcesses(tx.db, quota.id);
}

export const newQuotaId = uuidv7;

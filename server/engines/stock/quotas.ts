import { createHash, createHmac } from "node:crypto";
import { sql } from "kysely";
import { setAside, release as unsetAside } from "#engines/funds";
import { record } from "#kernel/audit";
import type { Tx } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { announce } from "#kernel/outbox";
import type { Secrets } from "#kernel/secrets";
import { offerFreeUnits } from "./claims.ts";
import * as errors from "./stock.errors.ts";
import * as store from "./stock.store.ts";
import type { CapScope, QuotaMode } from "./stock.types.ts";

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
  /** Labels of numbered units, as many as the capacity. */
  units?: readonly string[];
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
  if (input.units !== undefined && input.units.length !== input.capacity) throw errors.wrongUnits(input.capacity);
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
  if (input.units !== undefined) await addUnits(tx, input, input.units);
  await setMoneyAside(tx, { id: input.id, node: input.node }, input.fund, input.capacity);
  await record(tx, {
    chain: `quota:${input.id}`,
    node: input.node,
    action: "stock.quota_created",
    object: { type: "quota", id: input.id },
    detail: { capacity: input.capacity, mode: input.mode, opensAt: input.opensAt.toISOString() },
  });
}

const addUnits = (tx: Tx, input: NewQuota, units: readonly string[]) =>
  sql`insert into stock.unit (quota_id, ordinal, label, node)
    select ${input.id}::uuid, ordinal, label, ${input.node}::ltree
    from unnest(${[...units]}::text[]) with ordinality as u (label, ordinal)`.execute(tx.db);

async function setMoneyAside(
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
  if (quota.numbered) throw errors.wrongUnits(quota.capacity);

  await tx.db
    .updateTable("stock.quota")
    .set((eb) => ({ capacity: eb("capacity", "+", units) }))
    .where("id", "=", quotaId)
    .execute();
  await setMoneyAside(tx, quota, fundOf(quota), units);
  await acted(tx, quota, "stock.topped_up", { units, capacity: quota.capacity + units });
  if (quota.mode === "first_come" || quota.servedAt !== null) await offerFreeUnits(tx, quotaId);
  return quota.capacity + units;
}

export const fundOf = (quota: store.QuotaRow) =>
  quota.fundSourceId === null || quota.unitFen === null
    ? undefined
    : { sourceId: quota.fundSourceId, unitFen: quota.unitFen };

/** Nothing more is entered or claimed until it is resumed; what members have stays theirs. Includes the shares. */
export const pauseQuota = (tx: Tx, quotaId: string) => changeState(tx, quotaId, "open", "paused", "stock.paused");

export const resumeQuota = (tx: Tx, quotaId: string) => changeState(tx, quotaId, "paused", "open", "stock.resumed");

/** Ends a quota for good and gives the money of its free units back to the budget. */
export async function closeQuota(tx: Tx, quotaId: string): Promise<void> {
  const quota = await getLocked(tx, quotaId);
  if (quota.state === "closed") return;
  const fund = fundOf(quota);
  const free = quota.capacity - quota.taken - quota.held;

  await tx.db.updateTable("stock.quota").set({ state: "closed" }).where("id", "=", quotaId).execute();
  if (fund !== undefined && free * fund.unitFen > 0)
    await unsetAside(tx, {
      sourceId: fund.sourceId,
      node: quota.node,
      amountFen: free * fund.unitFen,
      quotaId,
      reference: { type: "quota", id: quotaId },
    });
  await acted(tx, quota, "stock.closed", { free });
}

async function changeState(tx: Tx, quotaId: string, from: "open" | "paused", to: "open" | "paused", action: string) {
  const quota = await getLocked(tx, quotaId);
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
 * Moves what a share has left into the quota it belongs to, with its money. Idempotent. Gives the units moved.
 * Rows are locked in the order of their ids, as everywhere.
 */
export async function spill(tx: Tx, shareId: string): Promise<number> {
  const share = await store.findQuota(tx.db, shareId);
  if (share?.parentId == null || share.spilledAt !== null) return 0;
  const [first, second] = [shareId, share.parentId].sort();
  await getLocked(tx, first ?? shareId);
  await getLocked(tx, second ?? shareId);
  const now = await getLocked(tx, shareId);
  const parent = await getLocked(tx, share.parentId);
  // What is closed has given its money back and offers nothing any more.
  if (now.spilledAt !== null || now.state === "closed" || parent.state === "closed") return 0;
  const units = now.capacity - now.taken - now.held;

  await sql`update stock.quota set capacity = capacity - ${units}, spilled_at = clock_timestamp() where id = ${shareId}`.execute(
    tx.db,
  );
  await sql`update stock.quota set capacity = capacity + ${units} where id = ${share.parentId}`.execute(tx.db);
  const fund = fundOf(now);
  if (fund !== undefined && units * fund.unitFen > 0) {
    const move = { sourceId: fund.sourceId, node: now.node, amountFen: units * fund.unitFen };
    await unsetAside(tx, { ...move, quotaId: shareId, reference: { type: "spill", id: shareId } });
    await setAside(tx, { ...move, quotaId: share.parentId, reference: { type: "spill", id: shareId } });
  }
  await acted(tx, now, "stock.spilled", { units, into: share.parentId });
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
}

export const newQuotaId = uuidv7;

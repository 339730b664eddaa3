import { type AccountKind, post, release } from "#engines/funds";
import { record } from "#kernel/audit";
import type { Tx } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { announce } from "#kernel/outbox";
import * as errors from "./stock.errors.ts";
import * as store from "./stock.store.ts";

/**
 * Acts on single claims. Each locks the quota's row first and the claim's second, so that it can meet a batch or a sweep in
 * one order only; each writes its money, its audit record and its event in the same transaction.
 */

interface Locked {
  quota: store.QuotaRow;
  claim: store.Claim;
  now: Date;
}

async function lock(tx: Tx, claimId: string): Promise<Locked> {
  const found = await store.findClaim(tx.db, claimId);
  if (found === undefined) throw errors.noSuchClaim();
  const quota = await store.lockQuota(tx.db, found.quotaId);
  const claim = await store.lockClaim(tx.db, claimId);
  if (quota === undefined || claim === undefined) throw errors.noSuchClaim();
  return { quota, claim, now: await store.databaseNow(tx.db) };
}

/**
 * Uses an active claim up. Throws `stock.claim_not_active` {state}, `stock.claim_not_yet_valid`, `stock.claim_lapsed`.
 * `acceptedAt` is when a till without network took it: what was good then counts, also if it has lapsed before it came in.
 */
export async function redeemClaim(
  tx: Tx,
  claimId: string,
  { acceptedAt }: { acceptedAt?: Date } = {},
): Promise<store.Claim> {
  const { quota, claim, now } = await lock(tx, claimId);
  const at = acceptedAt ?? now;
  const cameLate = acceptedAt !== undefined && claim.state === "lapsed";
  if (claim.state !== "active" && !cameLate) throw errors.claimState(claim.state);
  if (claim.validFrom !== null && at < claim.validFrom) throw errors.notYetValid(claim.validFrom);
  if (claim.validUntil !== null && at >= claim.validUntil) throw errors.lapsed(claim.validUntil);

  const redeemed = await store.setClaim(tx.db, claimId, { state: "redeemed", endedAt: at });
  await acted(tx, quota, redeemed, "stock.redeemed", [cameLate ? "lapsed" : "issued", "redeemed"]);
  return redeemed;
}

/** Makes a redeemed claim active again; the books get the opposite entry. Throws `stock.claim_not_active` {state}. */
export async function undoRedemption(tx: Tx, claimId: string): Promise<store.Claim> {
  const { quota, claim } = await lock(tx, claimId);
  if (claim.state !== "redeemed") throw errors.claimState(claim.state);

  const active = await store.setClaim(tx.db, claimId, { state: "active", endedAt: null });
  await acted(tx, quota, active, "stock.redemption_undone", ["redeemed", "issued"]);
  return active;
}

/** Gives an active claim back with its reason; its unit is free again and is offered to the waiting list at once. */
export async function returnClaim(
  tx: Tx,
  claimId: string,
  { reason }: { reason: "member" | "staff" | "cancelled" },
): Promise<store.Claim> {
  const { quota, claim, now } = await lock(tx, claimId);
  if (claim.state !== "active") throw errors.claimState(claim.state);
  if (reason === "member" && claim.validUntil !== null && now >= claim.validUntil)
    throw errors.lapsed(claim.validUntil);

  const returned = await store.setClaim(tx.db, claimId, { state: "returned", endedAt: now, reason });
  await store.moveCounters(tx.db, quota.id, { taken: -1 });
  await store.giveBackCaps(tx.db, quota.id, claim.personId);
  if (quota.numbered) await store.freeUnit(tx.db, claimId);
  await acted(tx, quota, returned, "stock.returned", ["issued", "returned"], { reason });
  await giveMoneyBack(tx, quota);
  await offerFreeUnits(tx, quota.id);
  return returned;
}

/**
 * Keeps one unit for a person until it is confirmed or runs out. Throws `stock.sold_out`, `stock.cap_reached`, and
 * `stock.claim_not_active` {state} for who waits or holds one already.
 */
export async function holdUnit(
  tx: Tx,
  input: { quotaId: string; personId: string; key?: string; holdUntil?: Date },
): Promise<store.Claim> {
  const quota = await store.lockQuota(tx.db, input.quotaId);
  if (quota === undefined) throw errors.noSuchQuota();
  const now = await store.databaseNow(tx.db);
  if (quota.state !== "open" || now >= quota.closesAt) throw errors.quotaClosed();
  const mine = await store.claimsOn(tx.db, input.personId, [quota.id]);
  const pending = mine.find((claim) => claim.state === "waiting" || claim.state === "held");
  if (pending !== undefined) throw errors.claimState(pending.state);
  if (quota.taken + quota.held >= quota.capacity) throw errors.soldOut();
  if (!(await store.countUse(tx.db, quota.id, input.personId))) throw errors.capped();

  const id = uuidv7();
  const holdUntil = input.holdUntil ?? holdEnd(quota, now);
  await tx.db
    .insertInto("stock.claim")
    .values({
      id,
      quotaId: quota.id,
      node: quota.node,
      personId: input.personId,
      key: input.key ?? id,
      state: "held",
      source: "hold",
      createdAt: now,
      holdUntil,
    })
    .execute();
  await store.moveCounters(tx.db, quota.id, { held: 1 });
  if (quota.numbered) await store.assignUnit(tx.db, quota.id, id);
  const claim = (await store.findClaim(tx.db, id)) as store.Claim;
  await acted(tx, quota, claim, "stock.held", ["set_aside", "held"]);
  return claim;
}

/** Turns a hold (or an offer of the waiting list) into an active claim. Throws `stock.claim_not_active` when it has run out. */
export async function confirmHold(tx: Tx, claimId: string, key?: string): Promise<store.Claim> {
  const { quota, claim, now } = await lock(tx, claimId);
  if (claim.state !== "held" || claim.holdUntil === null || now >= claim.holdUntil)
    throw errors.claimState(claim.state);

  const active = await store.setClaim(tx.db, claimId, {
    state: "active",
    number: quota.nextNumber,
    grantedAt: now,
    holdUntil: null,
    validFrom: quota.validFrom,
    validUntil: validUntil(quota, now),
    ...(key === undefined ? {} : { key }),
  });
  await store.moveCounters(tx.db, quota.id, { held: -1, taken: 1, numbers: 1 });
  await acted(tx, quota, active, "stock.confirmed", ["held", "issued"]);
  return active;
}

/** Ends a hold before its time (declined) or at its end (ran out); the unit goes to the next in line. */
export async function releaseHold(tx: Tx, claimId: string, reason: "declined" | "ran_out"): Promise<void> {
  const { quota, claim, now } = await lock(tx, claimId);
  if (claim.state !== "held" || (reason === "ran_out" && claim.holdUntil !== null && now < claim.holdUntil)) return;

  const ended = await store.setClaim(tx.db, claimId, { state: "expired", endedAt: now, reason, holdUntil: null });
  await store.moveCounters(tx.db, quota.id, { held: -1 });
  await store.giveBackCaps(tx.db, quota.id, claim.personId);
  if (quota.numbered) await store.freeUnit(tx.db, claimId);
  await acted(tx, quota, ended, "stock.hold_ended", ["held", "set_aside"], { reason });
  await giveMoneyBack(tx, quota);
  await offerFreeUnits(tx, quota.id);
}

/** Puts a person on the waiting list of a sold-out quota, by their place in the order if they entered. Idempotent. */
export async function joinWaitingList(tx: Tx, input: { quotaId: string; personId: string }): Promise<store.Claim> {
  const quota = await store.lockQuota(tx.db, input.quotaId);
  if (quota === undefined) throw errors.noSuchQuota();
  const now = await store.databaseNow(tx.db);
  if (!quota.waitingList) throw errors.noWaitingList();
  if (quota.state === "closed" || now >= quota.closesAt) throw errors.quotaClosed();
  const mine = await store.claimsOn(tx.db, input.personId, [quota.id]);
  const waiting = mine.find((claim) => claim.state === "waiting" || claim.state === "held");
  if (waiting !== undefined) return waiting;
  if (quota.taken + quota.held < quota.capacity || now < quota.opensAt) throw errors.notSoldOut();

  const id = uuidv7();
  const entry = await tx.db
    .selectFrom("stock.entry")
    .select("place")
    .where("quotaId", "=", quota.id)
    .where("personId", "=", input.personId)
    .executeTakeFirst();
  const base = { id, quotaId: quota.id, node: quota.node, personId: input.personId, key: id, createdAt: now };
  const waitingRank = entry?.place ?? 1_000_000_000;
  await tx.db
    .insertInto("stock.claim")
    .values({ ...base, state: "waiting", source: "offer", waitingRank })
    .execute();
  const claim = (await store.findClaim(tx.db, id)) as store.Claim;
  await acted(tx, quota, claim, "stock.waiting");
  return claim;
}

export async function leaveWaitingList(tx: Tx, input: { quotaId: string; personId: string }): Promise<void> {
  const mine = await store.claimsOn(tx.db, input.personId, [input.quotaId]);
  const open = mine.find((claim) => claim.state === "waiting" || claim.state === "held");
  if (open === undefined) return;
  if (open.state === "held") return releaseHold(tx, open.id, "declined");
  const { quota, now } = await lock(tx, open.id);
  const ended = await store.setClaim(tx.db, open.id, { state: "expired", endedAt: now, reason: "left" });
  await acted(tx, quota, ended, "stock.left_waiting");
}

/** Offers every free unit to the waiting list, in order, as holds. The caller has locked the quota's row. */
export async function offerFreeUnits(tx: Tx, quotaId: string): Promise<number> {
  let offered = 0;
  for (;;) {
    const quota = await store.findQuota(tx.db, quotaId);
    const now = await store.databaseNow(tx.db);
    if (quota === undefined || quota.state !== "open" || now >= quota.closesAt) return offered;
    if (quota.taken + quota.held >= quota.capacity) return offered;
    const next = await store.firstWaiting(tx.db, quotaId);
    if (next === undefined) return offered;
    if (!(await store.countUse(tx.db, quotaId, next.personId))) {
      await store.setClaim(tx.db, next.id, { state: "expired", endedAt: now, reason: "capped" });
      continue;
    }
    const held = await store.setClaim(tx.db, next.id, { state: "held", holdUntil: holdEnd(quota, now) });
    await store.moveCounters(tx.db, quotaId, { held: 1 });
    if (quota.numbered) await store.assignUnit(tx.db, quotaId, next.id);
    await acted(tx, quota, held, "stock.offered", ["set_aside", "held"], {
      holdUntil: held.holdUntil?.toISOString() ?? "",
    });
    offered++;
  }
}

const holdEnd = (quota: store.QuotaRow, now: Date) =>
  new Date(Math.min(now.getTime() + quota.holdSeconds * 1000, quota.closesAt.getTime()));

/** The end of a claim's valid days: so many days from the grant, never beyond the quota's own end. */
export function validUntil(quota: Pick<store.QuotaRow, "validDays" | "validFrom" | "validUntil">, at: Date): Date {
  if (quota.validDays === null) return quota.validUntil;
  const from = Math.max(at.getTime(), quota.validFrom.getTime());
  return new Date(Math.min(quota.validUntil.getTime(), from + quota.validDays * 86_400_000));
}

/** A closed quota offers nothing any more: the money of a unit that comes back returns to the budget, as that of its free units did. */
async function giveMoneyBack(tx: Tx, quota: store.QuotaRow): Promise<void> {
  if (quota.state !== "closed" || quota.fundSourceId === null || quota.unitFen === null || quota.unitFen === 0) return;
  await release(tx, {
    sourceId: quota.fundSourceId,
    node: quota.node,
    amountFen: quota.unitFen,
    quotaId: quota.id,
    reference: { type: "quota", id: quota.id },
  });
}

/** The audit record, the event and the money of one act on one claim. */
async function acted(
  tx: Tx,
  quota: store.QuotaRow,
  claim: store.Claim,
  action: string,
  money?: [AccountKind, AccountKind],
  detail: Record<string, unknown> = {},
): Promise<void> {
  if (money !== undefined && quota.fundSourceId !== null && (quota.unitFen ?? 0) > 0)
    await post(tx, {
      sourceId: quota.fundSourceId,
      node: quota.node,
      quotaId: quota.id,
      amountFen: quota.unitFen ?? 0,
      from: money[0],
      to: money[1],
      reference: { type: action, id: claim.id },
    });
  await record(tx, {
    chain: `quota:${quota.id}`,
    node: quota.node,
    action,
    object: { type: "claim", id: claim.id },
    detail,
  });
  await announce(tx, action, {
    node: quota.node,
    quotaId: quota.id,
    claimId: claim.id,
    personId: claim.personId,
    ...detail,
  });
}

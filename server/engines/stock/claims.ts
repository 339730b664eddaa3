import type { Tx } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import * as caps from "./caps.store.ts";
import { acted, holdEnd, lock } from "./claim-acts.ts";
import { giveMoneyBack, moveUp } from "./shares.ts";
import * as errors from "./stock.errors.ts";
import * as store from "./stock.store.ts";
import * as units from "./units.store.ts";
import { offerFreeUnits } from "./waiting-list.ts";

/**
 * Acts on single claims. Each locks the quota's row first and the claim's second, so that it can meet a batch or a sweep in
 * one order only; each writes its money, its audit record and its event in the same transaction.
 */

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
  // What was voided has lapsed with a reason, and is not to be had again by who comes late.
  const cameLate = acceptedAt !== undefined && claim.state === "lapsed" && claim.reason === null;
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
  const { quota, claim, now } = await lock(tx, claimId, { givesBack: true });
  if (claim.state !== "active") throw errors.claimState(claim.state);
  if (reason === "member" && claim.validUntil !== null && now >= claim.validUntil)
    throw errors.lapsed(claim.validUntil);

  const returned = await store.setClaim(tx.db, claimId, { state: "returned", endedAt: now, reason });
  await giveUnitBack(tx, quota, claim, "taken");
  await acted(tx, quota, returned, "stock.returned", ["issued", "returned"], { reason });
  await passOn(tx, quota);
  return returned;
}

/** The counters, the uses under caps and the number of a unit that somebody had; its money is booked with the act. */
async function giveUnitBack(tx: Tx, quota: store.QuotaRow, claim: store.Claim, from: "taken" | "held"): Promise<void> {
  await store.moveCounters(tx.db, quota.id, { [from]: -1 });
  await caps.lockCaps(tx.db, claim.personId, { from: quota.id, offeredBy: offersFrom(quota) });
  await caps.giveBackCaps(tx.db, quota.id, claim.personId);
  if (quota.numbered) await units.freeUnit(tx.db, claim.id);
}

/** Whose waiting list a free unit is offered to: a share that has spilled keeps nothing for itself any more. */
const offersFrom = (quota: store.QuotaRow) => (quota.spilledAt === null ? quota.id : (quota.parentId ?? quota.id));

/** What becomes of a free unit: its money goes back when the quota is closed, else somebody who waits is offered it. */
async function passOn(tx: Tx, quota: store.QuotaRow): Promise<void> {
  if (quota.state === "closed") return giveMoneyBack(tx, quota);
  await store.tellProcesses(tx.db, quota.id);
  if (quota.spilledAt !== null) await moveUp(tx, quota.id);
  await offerFreeUnits(tx, offersFrom(quota));
}

/**
 * Keeps one unit for a person until it is confirmed or runs out. The same key gives the same claim for ever. Throws
 * `stock.sold_out`, `stock.cap_reached`, `idempotency.key_reused`, and `stock.claim_not_active` {state} for who waits or holds one.
 */
export async function holdUnit(
  tx: Tx,
  input: { quotaId: string; personId: string; key?: string; holdUntil?: Date },
): Promise<store.Claim> {
  const quota = await store.lockQuota(tx.db, input.quotaId);
  if (quota === undefined) throw errors.noSuchQuota();
  const now = await store.databaseNow(tx.db);
  const before = input.key === undefined ? undefined : await ofKey(tx, input.personId, input.key, quota.id);
  if (before !== undefined) return before;
  if (quota.state !== "open" || now >= quota.closesAt) throw errors.quotaClosed();
  const mine = await store.claimsOn(tx.db, input.personId, [quota.id]);
  const pending = mine.find((claim) => claim.state === "waiting" || claim.state === "held");
  if (pending !== undefined) throw errors.claimState(pending.state);
  if (quota.taken + quota.held >= quota.capacity) throw errors.soldOut();
  if (!(await caps.countUse(tx.db, quota.id, input.personId))) throw errors.capped();

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
  if (quota.numbered) await units.assignUnit(tx.db, quota.id, id);
  const claim = (await store.findClaim(tx.db, id)) as store.Claim;
  await acted(tx, quota, claim, "stock.held", ["set_aside", "held"]);
  return claim;
}

/** The claim that a person's key already means here; throws `idempotency.key_reused` when it means one of another quota. */
async function ofKey(tx: Tx, personId: string, key: string, quotaId: string): Promise<store.Claim | undefined> {
  const claim = await store.findClaimByKey(tx.db, personId, key);
  if (claim !== undefined && claim.quotaId !== quotaId) throw errors.keyReused();
  return claim;
}

/**
 * Turns a hold (or an offer of the waiting list) into an active claim. The same key gives the same claim for ever. Throws
 * `stock.claim_not_active` when it has run out, `idempotency.key_reused`.
 */
export async function confirmHold(tx: Tx, claimId: string, key?: string): Promise<store.Claim> {
  const { quota, claim, now } = await lock(tx, claimId);
  const before = key === undefined ? undefined : await ofKey(tx, claim.personId, key, quota.id);
  if (before !== undefined && (before.id !== claimId || before.state !== "held")) return before;
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
  const { quota, claim, now } = await lock(tx, claimId, { givesBack: true });
  if (claim.state !== "held" || (reason === "ran_out" && claim.holdUntil !== null && now < claim.holdUntil)) return;

  const ended = await store.setClaim(tx.db, claimId, { state: "expired", endedAt: now, reason, holdUntil: null });
  await giveUnitBack(tx, quota, claim, "held");
  await acted(tx, quota, ended, "stock.hold_ended", ["held", "set_aside"], { reason });
  await passOn(tx, quota);
}

/** Off the list; an offer is declined. Nothing happens to who is not on it. */
export async function leaveWaitingList(tx: Tx, input: { quotaId: string; personId: string }): Promise<void> {
  const mine = await store.claimsOn(tx.db, input.personId, [input.quotaId]);
  const open = mine.find((claim) => claim.state === "waiting" || claim.state === "held");
  if (open === undefined) return;
  const { quota, claim, now } = await lock(tx, open.id, { givesBack: true });
  // The unit may have been offered while this waited for the quota.
  if (claim.state === "held") return releaseHold(tx, open.id, "declined");
  if (claim.state !== "waiting") return;
  const ended = await store.setClaim(tx.db, open.id, { state: "expired", endedAt: now, reason: "left" });
  await acted(tx, quota, ended, "stock.left_waiting");
}

/** The end of a claim's valid days: so many days from the grant, never beyond the quota's own end. */
export function validUntil(quota: Pick<store.QuotaRow, "validDays" | "validFrom" | "validUntil">, at: Date): Date {
  if (quota.validDays === null) return quota.validUntil;
  const from = Math.max(at.getTime(), quota.validFrom.getTime());
  return new Date(Math.min(quota.validUntil.getTime(), from + quota.validDays * 86_400_000));
}

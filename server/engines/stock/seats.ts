import { record } from "#kernel/audit/audit";
import type { Tx } from "#kernel/context";
import { announce } from "#kernel/outbox/outbox";
import { acted, lock } from "./claim-acts.ts";
import { fundOf } from "./shares.ts";
import * as errors from "./stock.errors.ts";
import * as store from "./stock.store.ts";
import type { Seat } from "./stock.types.ts";
import * as units from "./units.store.ts";
import { offerFreeUnits } from "./waiting-list.ts";

/** Acts on the seats of a hall. As everywhere the quota's row is locked first. */

/** Who has something and may sit elsewhere. */
const movable = ["active", "held"];

/** Moves a claim to another free seat of its quota. Throws `stock.seat_taken`, `stock.no_such_seat`, `stock.claim_not_active` {state}. */
export async function moveSeat(tx: Tx, claimId: string, label: string): Promise<store.Claim> {
  const { quota, claim } = await lock(tx, claimId);
  if (!movable.includes(claim.state)) throw errors.claimState(claim.state);
  if (claim.unitLabel === label) return claim;
  const seat = await units.findUnit(tx.db, quota.id, label);
  if (seat === undefined) throw errors.noSuchSeat(label);
  if (seat.claimId !== null) throw errors.seatTaken(label);

  await units.unseat(tx.db, [claimId]);
  await units.seatClaims(tx.db, quota.id, [claimId], [label]);
  await store.tellProcesses(tx.db, quota.id);
  const moved = { ...claim, unitLabel: label };
  await acted(tx, quota, moved, "stock.seat_moved", undefined, { from: claim.unitLabel, to: label });
  return moved;
}

/** Exchanges the seats of two claims of one quota. Throws `stock.claim_not_active` {state}, `stock.no_such_seat` for who has none. */
export async function swapSeats(tx: Tx, claimId: string, otherId: string): Promise<void> {
  const { quota, claim } = await lock(tx, claimId);
  const other = await store.lockClaim(tx.db, otherId);
  if (other === undefined || other.quotaId !== quota.id) throw errors.noSuchClaim();
  for (const one of [claim, other]) if (!movable.includes(one.state)) throw errors.claimState(one.state);
  if (claim.unitLabel === null || other.unitLabel === null) throw errors.noSuchSeat("");

  await units.unseat(tx.db, [claimId, otherId]);
  await units.seatClaims(tx.db, quota.id, [claimId, otherId], [other.unitLabel, claim.unitLabel]);
  for (const [one, to] of [
    [claim, other.unitLabel],
    [other, claim.unitLabel],
  ] as const)
    await acted(tx, quota, one, "stock.seat_moved", undefined, { from: one.unitLabel, to });
}

export interface MovedSeat {
  claimId: string;
  personId: string;
  from: string;
  to: string;
}

/**
 * Gives a quota and its shares another hall, or the same one as it is now: seats that both have stay with who has them, new ones are
 * on offer, and whoever sat where no seat is any more gets the best free one. Nobody loses what they have. Throws
 * `stock.too_few_seats` {seats, holders}, `stock.paid_seats` where every seat has money of its own.
 * @returns who sits elsewhere now.
 */
export async function changeSeats(tx: Tx, quotaId: string, seats: readonly Seat[]): Promise<MovedSeat[]> {
  const family = await store.lockFamily(tx.db, quotaId);
  const quota = family.find((one) => one.id === quotaId);
  if (quota === undefined) throw errors.noSuchQuota();
  if (quota.state === "closed") throw errors.quotaClosed();
  if (!quota.seated || new Set(seats.map((seat) => seat.label)).size !== seats.length)
    throw errors.wrongUnits(quota.capacity);
  if (family.some((one) => (fundOf(one)?.unitFen ?? 0) > 0)) throw errors.paidSeats();
  const before = await units.listUnits(tx.db, quotaId);
  const holders = before.filter((unit) => unit.claimId !== null).length;
  if (seats.length < holders) throw errors.tooFewSeats(seats.length, holders);

  const gone = await exchangeSeats(tx, quota, before, seats);
  const moved = await seatAgain(tx, quotaId, gone);
  await record(tx, {
    chain: `quota:${quotaId}`,
    node: quota.node,
    action: "stock.seats_changed",
    object: { type: "quota", id: quotaId },
    detail: { seats: seats.length, before: before.length, moved: moved.length },
  });
  await announce(tx, "stock.seats_changed", { node: quota.node, quotaId, moved: moved.length });
  await store.tellProcesses(tx.db, quotaId);
  await offerFreeUnits(tx, quotaId);
  return moved;
}

/** New seats in, free ones that are no more out, the others where they are now. Gives those that are no more and that somebody has. */
async function exchangeSeats(
  tx: Tx,
  quota: store.QuotaRow,
  before: readonly units.UnitRow[],
  seats: readonly Seat[],
): Promise<units.UnitRow[]> {
  const there = new Set(before.map((unit) => unit.label));
  const wanted = new Set(seats.map((seat) => seat.label));
  const added = seats.filter((seat) => !there.has(seat.label));
  await units.insertUnits(tx.db, quota, added);
  await store.moveCapacity(tx.db, quota.id, added.length);
  const family = [...new Set([quota.id, ...before.map((unit) => unit.quotaId)])];
  await units.placeUnits(tx.db, family, seats);
  const gone = before.filter((unit) => !wanted.has(unit.label));
  for (const quotaId of family) {
    const free = gone.filter((unit) => unit.quotaId === quotaId && unit.claimId === null).map((unit) => unit.label);
    if (free.length === 0) continue;
    await units.removeFree(tx.db, quotaId, free);
    await store.moveCapacity(tx.db, quotaId, -free.length);
  }
  return gone.filter((unit) => unit.claimId !== null);
}

/** Seats again who sat on these: in their own quota, else with a seat that the rest of the family has left. */
async function seatAgain(tx: Tx, quotaId: string, gone: readonly units.UnitRow[]): Promise<MovedSeat[]> {
  const moved: MovedSeat[] = [];
  const free = (await units.listUnits(tx.db, quotaId)).filter((unit) => unit.claimId === null);
  free.sort((a, b) => a.best - b.best || (a.label < b.label ? -1 : 1));
  for (const unit of gone) {
    const own = free.findIndex((one) => one.quotaId === unit.quotaId);
    const [seat] = free.splice(Math.max(0, own), 1);
    const claim = unit.claimId === null ? undefined : await store.lockClaim(tx.db, unit.claimId);
    if (seat === undefined || claim === undefined) throw new Error(`quota ${quotaId} has other free seats than units`);
    if (seat.quotaId !== unit.quotaId) {
      await units.moveUnit(tx.db, seat.label, seat.quotaId, unit.quotaId);
      await store.moveCapacity(tx.db, unit.quotaId, 1);
      await store.moveCapacity(tx.db, seat.quotaId, -1);
    }
    await units.unseat(tx.db, [claim.id]);
    await units.removeFree(tx.db, unit.quotaId, [unit.label]);
    await units.seatClaims(tx.db, unit.quotaId, [claim.id], [seat.label]);
    await store.moveCapacity(tx.db, unit.quotaId, -1);
    moved.push({ claimId: claim.id, personId: claim.personId, from: unit.label, to: seat.label });
  }
  return moved;
}

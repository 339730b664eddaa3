import type { Tx } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import * as caps from "./caps.store.ts";
import { acted, holdEnd } from "./claim-acts.ts";
import * as errors from "./stock.errors.ts";
import * as store from "./stock.store.ts";
import * as units from "./units.store.ts";

// Who is next in line may be capped meanwhile; so many more are looked at in the same order of locks.
export const spareCandidates = 20;

/**
 * Puts a person on the waiting list of a sold-out quota, by their place in the order if they entered. Idempotent. Throws
 * `stock.no_waiting_list`, `stock.quota_closed`, `stock.not_sold_out`, `stock.cap_reached`.
 */
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
  if (!(await caps.hasRoom(tx.db, quota.id, input.personId))) throw errors.capped();

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

/** Offers every free unit to the waiting list, in order, as holds; none before the window is served. The caller has locked the quota's row. */
export async function offerFreeUnits(tx: Tx, quotaId: string): Promise<number> {
  let offered = 0;
  const before = await store.findQuota(tx.db, quotaId);
  if (before === undefined || (before.mode !== "first_come" && before.servedAt === null)) return 0;
  if (before.state !== "open" || (await store.firstWaiting(tx.db, quotaId)) === undefined) return 0;
  await caps.lockCaps(tx.db, quotaId, [], before.capacity - before.taken - before.held + spareCandidates);
  for (;;) {
    const quota = await store.findQuota(tx.db, quotaId);
    const now = await store.databaseNow(tx.db);
    if (quota === undefined || quota.state !== "open" || now >= quota.closesAt) return offered;
    if (quota.taken + quota.held >= quota.capacity) return offered;
    const next = await store.firstWaiting(tx.db, quotaId);
    if (next === undefined) return offered;
    if (!(await caps.countUse(tx.db, quotaId, next.personId))) {
      const ended = await store.setClaim(tx.db, next.id, { state: "expired", endedAt: now, reason: "capped" });
      await acted(tx, quota, ended, "stock.left_waiting", undefined, { reason: "capped" });
      continue;
    }
    const held = await store.setClaim(tx.db, next.id, { state: "held", holdUntil: holdEnd(quota, now) });
    await store.moveCounters(tx.db, quotaId, { held: 1 });
    if (quota.numbered) await units.assignUnit(tx.db, quotaId, next.id);
    await acted(tx, quota, held, "stock.offered", ["set_aside", "held"], {
      holdUntil: held.holdUntil?.toISOString() ?? "",
    });
    offered++;
  }
}

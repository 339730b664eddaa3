import { sql } from "kysely";
import { actorLabel } from "#kernel/actor";
import type { Tx } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import * as caps from "./caps.store.ts";
import { acted } from "./claim-acts.ts";
import * as errors from "./stock.errors.ts";
import * as store from "./stock.store.ts";

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
  const { rows } = await sql<{ offered: number }>`
    select stock.offer_free(${quotaId}::uuid, ${actorLabel(tx.actor)}) as offered`.execute(tx.db);
  return rows[0]?.offered ?? 0;
}

import { sql } from "kysely";
import type { Db } from "#kernel/database/db";
import type { ClaimState, QuotaMode, QuotaState } from "./stock.types.ts";

export interface Claim {
  id: string;
  quotaId: string;
  node: string;
  personId: string;
  number: number | null;
  state: ClaimState;
  source: string;
  unitLabel: string | null;
  createdAt: Date;
  grantedAt: Date | null;
  holdUntil: Date | null;
  validFrom: Date | null;
  validUntil: Date | null;
  endedAt: Date | null;
  reason: string | null;
}

export interface QuotaRow {
  id: string;
  node: string;
  roundId: string;
  parentId: string | null;
  mode: QuotaMode;
  state: QuotaState;
  capacity: number;
  taken: number;
  held: number;
  nextNumber: number;
  numbered: boolean;
  /** Numbered, with places in a hall. */
  seated: boolean;
  waitingList: boolean;
  holdSeconds: number;
  entryOpensAt: Date | null;
  entryClosesAt: Date | null;
  opensAt: Date;
  closesAt: Date;
  validFrom: Date;
  validUntil: Date;
  validDays: number | null;
  secretHash: Buffer | null;
  secretPublished: Buffer | null;
  servedAt: Date | null;
  placedAt: Date | null;
  spillAt: Date | null;
  spilledAt: Date | null;
  entries: number | null;
  fundSourceId: string | null;
  unitFen: number | null;
}

const claimColumns = [
  "id",
  "quotaId",
  "node",
  "personId",
  "number",
  "state",
  "source",
  "unitLabel",
  "createdAt",
  "grantedAt",
  "holdUntil",
  "validFrom",
  "validUntil",
  "endedAt",
  "reason",
] as const;

const selectClaim = (db: Db) => db.selectFrom("stock.claim").select(claimColumns).$castTo<Claim>();

export const findClaim = (db: Db, id: string) => selectClaim(db).where("id", "=", id).executeTakeFirst();

export const lockClaim = (db: Db, id: string) => selectClaim(db).where("id", "=", id).forUpdate().executeTakeFirst();

export const findClaimByKey = (db: Db, personId: string, key: string) =>
  selectClaim(db).where("personId", "=", personId).where("key", "=", key).executeTakeFirst();

export const listClaims = (
  db: Db,
  personId: string,
  states: readonly ClaimState[],
  after: string | undefined,
  limit: number,
) =>
  selectClaim(db)
    .where("personId", "=", personId)
    .where("state", "in", [...states])
    .$if(after !== undefined, (query) => query.where("id", "<", after ?? ""))
    .orderBy("id", "desc")
    .limit(limit)
    .execute();

/** A person's claims on these quotas that are not over: waiting, held, active, redeemed or lapsed. */
export const claimsOn = (db: Db, personId: string, quotaIds: readonly string[]) =>
  selectClaim(db)
    .where("personId", "=", personId)
    .where("quotaId", "in", [...quotaIds])
    .orderBy("id", "desc")
    .execute();

const quotaSelection = (db: Db) => db.selectFrom("stock.quota").selectAll().$castTo<QuotaRow>();

export const findQuota = (db: Db, id: string) => quotaSelection(db).where("id", "=", id).executeTakeFirst();

/** These quotas and their shares, in the order of their ids: who acts on several in one transaction locks them in that order. */
export const listQuotas = (db: Db, ids: readonly string[]) =>
  quotaSelection(db)
    .where((eb) => eb.or([eb("id", "in", [...ids]), eb("parentId", "in", [...ids])]))
    .orderBy("id")
    .execute();

/** Locks a quota's row and those of its shares, in the order of their ids as everywhere. */
export const lockFamily = (db: Db, id: string) =>
  quotaSelection(db)
    .where((eb) => eb.or([eb("id", "=", id), eb("parentId", "=", id)]))
    .orderBy("id")
    .forUpdate()
    .execute();

/** Locks a quota's row and that of the quota it is a share of, in the order of their ids as everywhere. */
export const lockWithParent = (db: Db, id: string) =>
  quotaSelection(db)
    .where((eb) =>
      eb.or([eb("id", "=", id), eb("id", "=", sql<string>`(select parent_id from stock.quota where id = ${id})`)]),
    )
    .orderBy("id")
    .forUpdate()
    .execute();

/** What is heard on this channel is the id of a quota that changed otherwise than by being claimed. */
export const stockChannel = "stock_changed";

/** Tells every process, when the transaction commits, that what it remembers of a quota is over. */
export const tellProcesses = (db: Db, quotaId: string) =>
  sql`select pg_notify(${stockChannel}, ${quotaId})`.execute(db);

/** Adds units to a quota, or takes them away. */
export const moveCapacity = (db: Db, quotaId: string, units: number) =>
  db
    .updateTable("stock.quota")
    .set((eb) => ({ capacity: eb("capacity", "+", units) }))
    .where("id", "=", quotaId)
    .execute();

export const markSpilled = (db: Db, quotaId: string) =>
  sql`update stock.quota set spilled_at = clock_timestamp() where id = ${quotaId}`.execute(db);

/** Locks the quota's row: the first thing that every act on stock does. */
export const lockQuota = (db: Db, id: string) => quotaSelection(db).where("id", "=", id).forUpdate().executeTakeFirst();

/** The database's time, at this moment (not at the start of the transaction). */
export async function databaseNow(db: Db): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(db);
  const now = rows[0]?.now;
  if (now === undefined) throw new Error("the database gave no time");
  return now;
}

export const moveCounters = (db: Db, quotaId: string, change: { taken?: number; held?: number; numbers?: number }) =>
  db
    .updateTable("stock.quota")
    .set((eb) => ({
      taken: eb("taken", "+", change.taken ?? 0),
      held: eb("held", "+", change.held ?? 0),
      nextNumber: eb("nextNumber", "+", change.numbers ?? 0),
    }))
    .where("id", "=", quotaId)
    .execute();

export const setClaim = (
  db: Db,
  id: string,
  change: Partial<{
    state: ClaimState;
    endedAt: Date | null;
    reason: string | null;
    number: number;
    grantedAt: Date;
    holdUntil: Date | null;
    validFrom: Date;
    validUntil: Date;
    key: string;
  }>,
) =>
  db
    .updateTable("stock.claim")
    .set(change)
    .where("id", "=", id)
    .returning(claimColumns)
    .$castTo<Claim>()
    .executeTakeFirstOrThrow();

/** Ends the waiting of everybody on the list; gives whose. */
export async function endWaiting(db: Db, quotaId: string, now: Date, reason: string): Promise<string[]> {
  const ended = await db
    .updateTable("stock.claim")
    .set({ state: "expired", endedAt: now, reason })
    .where("quotaId", "=", quotaId)
    .where("state", "=", "waiting")
    .returning("personId")
    .execute();
  return ended.map((claim) => claim.personId);
}

/** Entries of a window that will never be served have lost. */
export const loseEntries = (db: Db, quotaId: string) =>
  db
    .updateTable("stock.entry")
    .set({ outcome: "lost" })
    .where("quotaId", "=", quotaId)
    .where("outcome", "is", null)
    .execute();

export interface StockFacts {
  quotaId: string;
  capacity: number;
  taken: number;
  held: number;
  waiting: number;
  active: number;
  redeemed: number;
  lapsed: number;
  expired: number;
  returned: number;
  /** Of those that were given out and not given back: awarded to persons who were named. */
  awarded: number;
}

/** Counters of quotas beside the count of their claims by state. */
export async function stockFacts(db: Db, quotaIds: readonly string[]): Promise<StockFacts[]> {
  const { rows } = await sql<StockFacts>`
    select q.id as quota_id, q.capacity, q.taken, q.held,
      count(*) filter (where c.state = 'waiting') as waiting, count(*) filter (where c.state = 'active') as active,
      count(*) filter (where c.state = 'redeemed') as redeemed, count(*) filter (where c.state = 'lapsed') as lapsed,
      count(*) filter (where c.state = 'expired') as expired, count(*) filter (where c.state = 'returned') as returned,
      count(*) filter (where c.source = 'award' and c.state in ('active', 'redeemed', 'lapsed')) as awarded
    from stock.quota q left join stock.claim c on c.quota_id = q.id
    where q.id = any (${[...quotaIds]}::uuid[]) group by q.id`.execute(db);
  return rows;
}

/** Claims of these quotas and of their shares that can be used now, the newest first: what a till may know beforehand. */
export async function listActiveClaims(
  db: Db,
  quotaIds: readonly string[],
  limit: number,
): Promise<{ id: string; quotaId: string; personId: string }[]> {
  const { rows } = await sql<{ id: string; quotaId: string; personId: string }>`
    select c.id, coalesce(q.parent_id, q.id) as quota_id, c.person_id
    from stock.quota q join stock.claim c on c.quota_id = q.id
    where (q.id = any (${[...quotaIds]}::uuid[]) or q.parent_id = any (${[...quotaIds]}::uuid[]))
      and c.state = 'active' and c.valid_until > clock_timestamp()
    order by c.granted_at desc limit ${limit}`.execute(db);
  return rows;
}

/** Active claims whose valid days end after `from` (at it: with an id after `after`) and by `until`, in that order. */
export async function listLapsing(
  db: Db,
  { from, after, until, limit }: { from: Date; after?: string | undefined; until: Date; limit: number },
): Promise<{ id: string; quotaId: string; personId: string; validUntil: Date }[]> {
  const { rows } = await sql<{ id: string; quotaId: string; personId: string; validUntil: Date }>`
    select c.id, coalesce(q.parent_id, q.id) as quota_id, c.person_id, c.valid_until
    from stock.claim c join stock.quota q on q.id = c.quota_id
    where c.state = 'active' and c.valid_until <= ${until}
      and (c.valid_until, c.id) > (${from}, coalesce(${after ?? null}::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
    order by c.valid_until, c.id limit ${limit}`.execute(db);
  return rows;
}

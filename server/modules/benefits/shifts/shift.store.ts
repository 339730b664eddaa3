import { type RawBuilder, sql } from "kysely";
import type { Db } from "#kernel/database/db";
import type { Figures } from "./shift.rules.ts";

export interface ShiftRow {
  id: string;
  tillId: string;
  storeId: string;
  merchantId: string;
  node: string;
  clerkId: string;
  openedAt: Date;
  closedAt: Date | null;
  /** As the server counted at the close. */
  figures: Figures | null;
  slipsCounted: number | null;
  notSent: number | null;
  note: string | null;
  clerkName: string;
  closedByName: string | null;
  takenOverByName: string | null;
  tillName: string;
  storeName: string;
  /** Taken without network in it, and brought in after its close. */
  cameLater: number;
}

const named = sql.raw(`select f.id, f.till_id, f.store_id, f.merchant_id, f.node::text as node, f.clerk_id, f.opened_at,
    f.closed_at, f.figures, f.slips_counted, f.not_sent, f.note, c.name as clerk_name, b.name as closed_by_name,
    n.name as taken_over_by_name, t.device_name as till_name, s.name as store_name,
    (select count(*) from benefits.redemption r where r.till_id = f.till_id and r.clerk_id = f.clerk_id
      and r.accepted_at >= f.opened_at and r.accepted_at < f.closed_at and r.redeemed_at >= f.closed_at) as came_later
  from benefits.shift f join benefits.clerk c on c.id = f.clerk_id join benefits.till t on t.id = f.till_id
    join benefits.store s on s.id = f.store_id left join benefits.clerk b on b.id = f.closed_by
    left join benefits.clerk n on n.id = f.taken_over_by`);

/** Opens a clerk's shift at a till, unless one is open. */
export const openShift = (db: Db, s: Pick<ShiftRow, "id" | "tillId" | "storeId" | "merchantId" | "node" | "clerkId">) =>
  sql`insert into benefits.shift (id, till_id, store_id, merchant_id, node, clerk_id)
    values (${s.id}, ${s.tillId}, ${s.storeId}, ${s.merchantId}, ${s.node}::ltree, ${s.clerkId})
    on conflict (till_id, clerk_id) where closed_at is null do nothing`.execute(db);

export async function findShift(db: Db, id: string): Promise<ShiftRow | undefined> {
  const { rows } = await sql<ShiftRow>`${named} where f.id = ${id}`.execute(db);
  return rows[0];
}

/** Holds the shift until the transaction ends; gives whether there is one. */
export async function lockShift(db: Db, id: string): Promise<boolean> {
  const { rows } = await sql`select 1 from benefits.shift where id = ${id} for update`.execute(db);
  return rows.length > 0;
}

/** The open shifts of a till, the oldest first. */
export async function listOpenShifts(db: Db, tillId: string): Promise<ShiftRow[]> {
  const { rows } = await sql<ShiftRow>`${named} where f.till_id = ${tillId} and f.closed_at is null
    order by f.opened_at`.execute(db);
  return rows;
}

export interface ShiftFilter {
  merchantId: string;
  storeId?: string | undefined;
  after?: string | undefined;
  limit: number;
}

/** Shifts of a merchant or of one of its stores, the newest first. */
export async function listShifts(db: Db, filter: ShiftFilter): Promise<ShiftRow[]> {
  const { merchantId, storeId = null, after = null, limit } = filter;
  const { rows } = await sql<ShiftRow>`${named}
    where f.merchant_id = ${merchantId} and (${storeId}::uuid is null or f.store_id = ${storeId}::uuid)
      and (${after}::uuid is null or f.id < ${after}::uuid)
    order by f.id desc limit ${limit}`.execute(db);
  return rows;
}

interface ShiftCounts {
  openShifts: number;
  closedShifts: number;
  /** Closed with slips too many or too few. */
  differing: number;
}

/** How many shifts of each of these stores were worked in between two instants. */
export async function countShifts(
  db: Db,
  storeIds: readonly string[],
  from: Date,
  to: Date,
): Promise<(storeId: string) => ShiftCounts> {
  const { rows } = await sql<ShiftCounts & { storeId: string }>`
    select store_id, count(*) filter (where closed_at is null) as open_shifts,
      count(*) filter (where closed_at is not null) as closed_shifts,
      count(*) filter (where slips_counted <> (figures ->> 'redemptions')::integer + not_sent) as differing
    from benefits.shift
    where store_id = any(${[...storeIds]}::uuid[]) and opened_at < ${to} and coalesce(closed_at, 'infinity') >= ${from}
    group by store_id`.execute(db);
  const known = new Map(rows.map(({ storeId, ...counts }) => [storeId, counts]));
  return (storeId) => known.get(storeId) ?? { openShifts: 0, closedShifts: 0, differing: 0 };
}

export const markClosed = (
  db: Db,
  s: {
    id: string;
    closedBy: string;
    takenOverBy: string | null;
    figures: Figures;
    slips: number;
    notSent: number;
    note: string | null;
  },
) =>
  sql`update benefits.shift set closed_at = clock_timestamp(), closed_by = ${s.closedBy},
      taken_over_by = ${s.takenOverBy}, figures = ${JSON.stringify(s.figures)}::jsonb, slips_counted = ${s.slips},
      not_sent = ${s.notSent}, note = ${s.note}
    where id = ${s.id}`.execute(db);

interface Counted extends Figures {
  storeId: string;
}

/** Figures per store; `own` narrows redemptions (r), reversals (v) and discrepancies (d) to whose work is counted. */
async function countFigures(
  db: Db,
  { from, to, own }: { from: Date; to: Date; own: (alias: "r" | "v" | "d") => RawBuilder<unknown> },
): Promise<Counted[]> {
  const { rows } = await sql<Counted>`
    with taken as (
      select r.store_id, r.undone_at, r.amount_fen, r.off_fen, r.accepted_at,
        (u.receipt in ('number', 'both') and r.receipt is null) or (u.receipt in ('photo', 'both')
          and not exists (select from benefits.receipt_photo p where p.redemption_id = r.id)) as missing
      from benefits.redemption r left join benefits.till_rule u on u.campaign_id = r.campaign_id
      where ${own("r")} and coalesce(r.accepted_at, r.redeemed_at) >= ${from}
        and coalesce(r.accepted_at, r.redeemed_at) < ${to}
    ), parts as (
      select store_id, (undone_at is null)::integer as redemptions,
        case when undone_at is null then amount_fen else 0 end as amount_fen,
        case when undone_at is null then off_fen else 0 end as off_fen,
        (undone_at is not null)::integer as undone, 0 as returns, 0 as back_fen,
        (undone_at is null and accepted_at is not null)::integer as offline, 0 as not_redeemed,
        (undone_at is null and coalesce(missing, false))::integer as receipts_missing
      from taken
      union all select v.store_id, 0, 0, 0, 0, 1, v.off_fen, 0, 0, 0 from benefits.reversal v
        where ${own("v")} and v.at >= ${from} and v.at < ${to}
      union all select d.store_id, 0, 0, 0, 0, 0, 0, 0, 1, 0 from benefits.offline_discrepancy d
        where ${own("d")} and d.accepted_at >= ${from} and d.accepted_at < ${to}
    )
    select store_id, sum(redemptions)::integer as redemptions, sum(amount_fen)::bigint as amount_fen,
      sum(off_fen)::bigint as off_fen, sum(undone)::integer as undone, sum(returns)::integer as returns,
      sum(back_fen)::bigint as back_fen, sum(offline)::integer as offline, sum(not_redeemed)::integer as not_redeemed,
      sum(receipts_missing)::integer as receipts_missing
    from parts group by store_id`.execute(db);
  return rows;
}

const nothing: Figures = {
  ...{ redemptions: 0, amountFen: 0, offFen: 0, undone: 0, returns: 0, backFen: 0 },
  ...{ offline: 0, notRedeemed: 0, receiptsMissing: 0 },
};

/** The work of a clerk at a till between two instants. */
export async function figuresOfShift(
  db: Db,
  shift: Pick<ShiftRow, "tillId" | "clerkId">,
  from: Date,
  to: Date,
): Promise<Figures> {
  const own = (alias: string) =>
    sql`${sql.ref(`${alias}.till_id`)} = ${shift.tillId} and ${sql.ref(`${alias}.clerk_id`)} = ${shift.clerkId}`;
  const [counted] = await countFigures(db, { from, to, own });
  if (counted === undefined) return nothing;
  const { storeId: _, ...figures } = counted;
  return figures;
}

/** What each of these stores did between two instants. */
export async function figuresOfStores(
  db: Db,
  storeIds: readonly string[],
  from: Date,
  to: Date,
): Promise<(storeId: string) => Figures> {
  const own = (alias: string) => sql`${sql.ref(`${alias}.store_id`)} = any(${[...storeIds]}::uuid[])`;
  const counted = await countFigures(db, { from, to, own });
  const known = new Map(counted.map(({ storeId, ...figures }) => [storeId, figures]));
  return (storeId) => known.get(storeId) ?? nothing;
}

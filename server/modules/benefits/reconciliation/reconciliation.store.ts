import { sql } from "kysely";
import type { Db } from "#kernel/database/db";

/** Which campaigns' redemptions, between which instants. */
export interface Window {
  /** Subtrees of the campaigns. */
  paths: string[];
  from: Date;
  to: Date;
}

/** What one merchant's tills did in a day with the vouchers of some campaigns. */
export interface DayOfMerchant {
  day: string;
  merchantId: string;
  tradeName: string;
  redeemed: number;
  amountFen: number;
  offFen: number;
  offline: number;
  undone: number;
  undoneFen: number;
  returned: number;
  returnedFen: number;
  /** Accepted without network and not redeemed: all, and those about which nothing has been settled. */
  differences: number;
  differencesOpen: number;
}

const dayOf = (column: string) => sql.raw(`to_char(${column} at time zone 'Asia/Shanghai', 'YYYY-MM-DD')`);

export async function daysOfMerchants(db: Db, { paths, from, to }: Window): Promise<DayOfMerchant[]> {
  const { rows } = await sql<DayOfMerchant>`
    with moved as (
      select ${dayOf("redeemed_at")} as day, merchant_id, 1 as redeemed, amount_fen, off_fen,
          (accepted_at is not null)::integer as offline, 0 as undone, 0::bigint as undone_fen, 0 as returned,
          0::bigint as returned_fen, 0 as differences, 0 as differences_open
        from benefits.redemption where ${paths}::ltree[] @> campaign_node and redeemed_at >= ${from} and redeemed_at < ${to}
      union all
      select ${dayOf("undone_at")}, merchant_id, 0, 0, 0, 0, 1, off_fen, 0, 0, 0, 0
        from benefits.redemption where ${paths}::ltree[] @> campaign_node and undone_at >= ${from} and undone_at < ${to}
      union all
      select ${dayOf("at")}, merchant_id, 0, 0, 0, 0, 0, 0, 1, off_fen, 0, 0
        from benefits.reversal where ${paths}::ltree[] @> campaign_node and at >= ${from} and at < ${to}
      union all
      select ${dayOf("d.synced_at")}, s.merchant_id, 0, 0, 0, 0, 0, 0, 0, 0, 1, (d.handled_at is null)::integer
        from benefits.offline_discrepancy d join benefits.store s on s.id = d.store_id
        where ${paths}::ltree[] @> d.campaign_node and d.synced_at >= ${from} and d.synced_at < ${to}
    )
    select m.day, m.merchant_id, t.trade_name, sum(m.redeemed)::integer as redeemed, sum(m.amount_fen)::bigint as amount_fen,
      sum(m.off_fen)::bigint as off_fen, sum(m.offline)::integer as offline, sum(m.undone)::integer as undone,
      sum(m.undone_fen)::bigint as undone_fen, sum(m.returned)::integer as returned,
      sum(m.returned_fen)::bigint as returned_fen, sum(m.differences)::integer as differences,
      sum(m.differences_open)::integer as differences_open
    from moved m join benefits.merchant t on t.organisation_id = m.merchant_id
    group by 1, 2, 3 order by 1 desc, 3`.execute(db);
  return rows;
}

/** What the books say was used and taken back on each day by these campaigns; payments to merchants are left out. */
export async function bookedByDay(db: Db, { paths, from, to }: Window): Promise<Map<string, number>> {
  const { rows } = await sql<{ day: string; fen: number }>`
    with q as (
      select s.id from benefits.campaign c join benefits.round r on r.campaign_id = c.id
        join benefits.round_release rr on rr.round_id = r.id join stock.quota s on rr.release_id in (s.id, s.parent_id)
      where ${paths}::ltree[] @> c.node
    )
    select ${dayOf("e.at")} as day, sum(case when a.id = e.debit_account_id then e.amount_fen else -e.amount_fen end)::bigint as fen
    from funds.entry e join funds.account a on a.kind = 'redeemed' and a.id in (e.debit_account_id, e.credit_account_id)
    where e.quota_id in (select id from q) and e.at >= ${from} and e.at < ${to} and e.kind <> 'paid' group by 1`.execute(
    db,
  );
  return new Map(rows.map((row) => [row.day, row.fen]));
}

export interface RedemptionOfDay {
  id: string;
  at: Date;
  storeName: string;
  clerkName: string;
  kindTitle: string;
  claimId: string;
  amountFen: number;
  offFen: number;
  receipt: string | null;
  offline: boolean;
  undoneAt: Date | null;
  returnedFen: number | null;
  number: string | null;
  position: number | null;
}

/** One merchant's redemptions of a day, and where each stands on a statement. */
export async function redemptionsOfDay(
  db: Db,
  { paths, from, to, merchantId, limit }: Window & { merchantId: string; limit: number },
): Promise<RedemptionOfDay[]> {
  const { rows } =
    await sql<RedemptionOfDay>`select r.id, r.redeemed_at as at, s.name as store_name, c.name as clerk_name,
      k.title as kind_title, r.claim_id, r.amount_fen, r.off_fen, r.receipt, r.accepted_at is not null as offline, r.undone_at,
      v.off_fen as returned_fen, p.number, l.position
    from benefits.redemption r join benefits.store s on s.id = r.store_id join benefits.clerk c on c.id = r.clerk_id
      join benefits.voucher_kind k on k.id = r.kind_id left join benefits.reversal v on v.redemption_id = r.id
      left join benefits.statement_line l on l.kind = 'redemption' and l.source_id = r.id
      left join benefits.statement p on p.id = l.statement_id
    where r.merchant_id = ${merchantId} and ${paths}::ltree[] @> r.campaign_node
      and r.redeemed_at >= ${from} and r.redeemed_at < ${to} order by r.redeemed_at, r.id limit ${limit}`.execute(db);
  return rows;
}

export interface ShiftsRow {
  day: string;
  merchantId: string;
  open: number;
  closed: number;
  slips: number;
  notSent: number;
}

/**
 * What the clerks of these merchants counted, by the day on which their shifts began. One that began today and goes on is no
 * fault; what a till had not sent at the close counts until it has come in.
 */
export async function shiftsOfDays(
  db: Db,
  { merchantIds, from, to, today }: { merchantIds: string[]; from: Date; to: Date; today: Date },
): Promise<ShiftsRow[]> {
  const { rows } = await sql<ShiftsRow>`select ${dayOf("f.opened_at")} as day, f.merchant_id,
      count(*) filter (where f.closed_at is null and f.opened_at < ${today})::integer as open,
      count(f.closed_at)::integer as closed,
      coalesce(sum(f.slips_counted - (f.figures ->> 'redemptions')::integer - f.not_sent), 0)::integer as slips,
      coalesce(sum(greatest(0, f.not_sent - (select count(*) from benefits.redemption r
        where r.till_id = f.till_id and r.clerk_id = f.clerk_id and r.accepted_at >= f.opened_at
          and r.accepted_at < f.closed_at and r.redeemed_at >= f.closed_at))), 0)::integer as not_sent
    from benefits.shift f where f.merchant_id = any(${merchantIds}::uuid[]) and f.opened_at >= ${from} and f.opened_at < ${to}
    group by 1, 2`.execute(db);
  return rows;
}

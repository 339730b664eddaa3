import { sql } from "kysely";
import type { Db } from "#kernel/database/db";

/** One release of a union's campaigns, counted three ways. */
export interface QuotaCheck {
  campaignId: string;
  campaignTitle: string;
  kindTitle: string;
  quotaId: string;
  /** Taken at tills, less what was undone and what came back. */
  takenFen: number;
  /** On the books: used and owed, or used and paid. */
  bookedFen: number;
  /** On statements. */
  statedFen: number;
  /** On no statement yet. */
  openFen: number;
}

/** Every release of a union's campaigns: what tills took, what the books say, and what statements say. */
export async function checkQuotas(db: Db, organisationId: string): Promise<QuotaCheck[]> {
  const { rows } = await sql<QuotaCheck>`
    with q as (
      select s.id as quota_id, c.id as campaign_id, c.title as campaign_title, k.title as kind_title
      from benefits.campaign c join benefits.round r on r.campaign_id = c.id
        join benefits.round_release rr on rr.round_id = r.id join benefits.voucher_kind k on k.id = rr.kind_id
        join stock.quota s on rr.release_id in (s.id, s.parent_id)
      where c.organisation_id = ${organisationId}
    ), taken as (
      select cl.quota_id, r.id, r.off_fen, r.undone_at from benefits.redemption r
        join stock.claim cl on cl.id = r.claim_id join q on q.quota_id = cl.quota_id
    ), back as (
      select t.quota_id, v.id, v.off_fen from benefits.reversal v join taken t on t.id = v.redemption_id
    ), moved as (
      select quota_id, off_fen as fen, 'redemption' as kind, id from taken where undone_at is null
      union all select t.quota_id, t.off_fen, 'redemption', t.id from taken t join benefits.statement_line l
        on l.kind = 'redemption' and l.source_id = t.id where t.undone_at is not null
      union all select t.quota_id, -t.off_fen, 'undo', t.id from taken t join benefits.statement_line l
        on l.kind = 'redemption' and l.source_id = t.id where t.undone_at is not null
      union all select quota_id, -off_fen, 'reversal', id from back
    ), sums as (
      select m.quota_id, sum(m.fen) as taken_fen,
        sum(m.fen) filter (where not exists (
          select from benefits.statement_line l where l.kind = m.kind and l.source_id = m.id)) as open_fen
      from moved m group by 1
    ), stated as (
      select quota_id, sum(off_fen) as fen from benefits.statement_line where quota_id in (select quota_id from q) group by 1
    ), booked as (
      select e.quota_id, sum(case when a.id = e.debit_account_id then e.amount_fen else -e.amount_fen end) as fen
      from funds.entry e join funds.account a on a.id in (e.debit_account_id, e.credit_account_id)
      where a.kind in ('redeemed', 'paid') and e.quota_id in (select quota_id from q) group by 1
    )
    select q.*, coalesce(s.taken_fen, 0)::bigint as taken_fen, coalesce(b.fen, 0)::bigint as booked_fen,
      coalesce(t.fen, 0)::bigint as stated_fen, coalesce(s.open_fen, 0)::bigint as open_fen
    from q left join sums s using (quota_id) left join booked b using (quota_id) left join stated t using (quota_id)
    where coalesce(s.taken_fen, 0) <> 0 or coalesce(b.fen, 0) <> 0 or coalesce(t.fen, 0) <> 0 or coalesce(s.open_fen, 0) <> 0
    order by q.campaign_id, q.kind_title, q.quota_id`.execute(db);
  return rows;
}

/** Losses that a union bears: what was decided, and what the books say of its campaigns' sources. */
export async function checkCompensated(
  db: Db,
  organisationId: string,
): Promise<{ decidedFen: number; bookedFen: number }> {
  const { rows } = await sql<{ decidedFen: number; bookedFen: number }>`
    with mine as (select d.id, d.borne_fen from benefits.offline_discrepancy d
      join benefits.campaign c on c.id = d.borne_campaign_id where c.organisation_id = ${organisationId})
    select coalesce((select sum(borne_fen) from mine), 0)::bigint as decided_fen,
      coalesce((select sum(e.amount_fen) from funds.entry e
        where e.kind = 'compensated' and e.reference_type = 'benefits.discrepancy'
          and e.reference_id in (select id::text from mine)), 0)::bigint as booked_fen`.execute(db);
  return rows[0] ?? { decidedFen: 0, bookedFen: 0 };
}

/** What the books paid on each of these statements. */
export async function paidByBooks(db: Db, statementIds: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; fen: number }>`
    select e.reference_id as id, sum(case when a.id = e.debit_account_id then e.amount_fen else -e.amount_fen end)::bigint as fen
    from funds.entry e join funds.account a on a.id in (e.debit_account_id, e.credit_account_id) and a.kind = 'paid'
    where e.reference_type = 'benefits.statement' and e.reference_id = any(${[...statementIds]}::text[]) group by 1`.execute(
    db,
  );
  return new Map(rows.map((row) => [row.id, row.fen]));
}

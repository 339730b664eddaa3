import { sql } from "kysely";
import type { Db } from "#kernel/database/db";

/** What one group of redemptions moved: bills, and the subsidy in them, without what was taken back. */
export interface MovedRow {
  campaignId: string;
  kindId: string;
  storeId: string;
  /** YYYY-MM at the place of business. */
  month: string;
  vouchers: number;
  spendingFen: number;
  subsidyFen: number;
}

/** By campaign, kind, store and month, for the campaigns of these subtrees. */
export async function listMoved(db: Db, paths: string[]): Promise<MovedRow[]> {
  const { rows } = await sql<MovedRow>`
    select r.campaign_id, r.kind_id, r.store_id, to_char(r.redeemed_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month,
      count(*)::integer as vouchers,
      sum(r.amount_fen - coalesce(v.goods_fen, 0))::bigint as spending_fen,
      sum(r.off_fen - coalesce(v.off_fen, 0))::bigint as subsidy_fen
    from benefits.redemption r join benefits.campaign c on c.id = r.campaign_id
      left join benefits.reversal v on v.redemption_id = r.id
    where ${paths}::ltree[] @> c.node and r.undone_at is null group by 1, 2, 3, 4`.execute(db);
  return rows;
}

export interface CampaignRow {
  id: string;
  node: string;
  title: string;
  theme: string;
  tags: string[];
  startsOn: string;
  endsOn: string;
  issuedFen: number;
  expectedSpendingFen: number | null;
  partners: string[] | null;
  highlights: string[] | null;
  channels: string[] | null;
}

/** The campaigns of these subtrees that were allowed, with what they were meant to move and what was given out. */
export async function listCampaignsWithGoals(db: Db, paths: string[]): Promise<CampaignRow[]> {
  const { rows } =
    await sql<CampaignRow>`select c.id, c.node::text as node, c.title, c.theme, c.tags, c.starts_on, c.ends_on,
      coalesce(i.fen, 0)::bigint as issued_fen, g.expected_spending_fen, g.partners, g.highlights, g.channels
    from benefits.campaign c left join benefits.campaign_goal g on g.campaign_id = c.id
      left join lateral (
        select sum(q.unit_fen * q.taken)::bigint as fen from benefits.round r join benefits.round_release rr on rr.round_id = r.id
          join stock.quota q on rr.release_id in (q.id, q.parent_id) where r.campaign_id = c.id
      ) i on true
    where ${paths}::ltree[] @> c.node and c.state in ('approved', 'paused') order by c.starts_on desc, c.id desc`.execute(
      db,
    );
  return rows;
}

export async function namesOfParts(db: Db, kindIds: string[], storeIds: string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, title as name from benefits.voucher_kind where id = any(${kindIds}::uuid[])
    union all select s.id, case when starts_with(s.name, m.trade_name) then s.name else m.trade_name || ' · ' || s.name end
      from benefits.store s join benefits.merchant m on m.organisation_id = s.merchant_id
      where s.id = any(${storeIds}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row.name]));
}

export interface Goal {
  campaignId: string;
  node: string;
  expectedSpendingFen: number | null;
  partners: string[];
  highlights: string[];
  channels: string[];
  byName: string;
}

export const keepGoal = (db: Db, g: Goal) =>
  sql`insert into benefits.campaign_goal (campaign_id, node, expected_spending_fen, partners, highlights, channels, updated_by_name)
    values (${g.campaignId}, ${g.node}::ltree, ${g.expectedSpendingFen}, ${g.partners}::text[], ${g.highlights}::text[],
      ${g.channels}::text[], ${g.byName})
    on conflict (campaign_id) do update set expected_spending_fen = excluded.expected_spending_fen,
      partners = excluded.partners, highlights = excluded.highlights, channels = excluded.channels,
      updated_by_name = excluded.updated_by_name, updated_at = clock_timestamp()`.execute(db);

export interface PastYearRow {
  id: string;
  organisationId: string;
  node: string;
  year: number;
  theme: string;
  issuedFen: number;
  redeemedFen: number | null;
  spendingFen: number | null;
  vouchers: number | null;
  source: string;
  enteredByName: string;
  enteredAt: Date;
  withdrawnAt: Date | null;
}

const pastColumns =
  sql.raw(`id, organisation_id, node::text as node, year, theme, issued_fen, redeemed_fen, spending_fen,
  vouchers, source, entered_by_name, entered_at, withdrawn_at`);

export const insertPastYear = (db: Db, p: Omit<PastYearRow, "enteredAt" | "withdrawnAt">) =>
  sql`insert into benefits.past_year (id, organisation_id, node, year, theme, issued_fen, redeemed_fen, spending_fen, vouchers,
      source, entered_by_name)
    values (${p.id}, ${p.organisationId}, ${p.node}::ltree, ${p.year}, ${p.theme}, ${p.issuedFen}, ${p.redeemedFen}, ${p.spendingFen},
      ${p.vouchers}, ${p.source}, ${p.enteredByName})`.execute(db);

export async function findPastYear(db: Db, id: string): Promise<PastYearRow | undefined> {
  const { rows } = await sql<PastYearRow>`select ${pastColumns} from benefits.past_year where id = ${id}`.execute(db);
  return rows[0];
}

export async function listPastYears(db: Db, paths: string[]): Promise<PastYearRow[]> {
  const { rows } = await sql<PastYearRow>`select ${pastColumns} from benefits.past_year
    where ${paths}::ltree[] @> node and withdrawn_at is null order by year desc, id`.execute(db);
  return rows;
}

export const withdrawPastYear = (db: Db, id: string, byName: string) =>
  sql`update benefits.past_year set withdrawn_at = clock_timestamp(), withdrawn_by_name = ${byName}
    where id = ${id} and withdrawn_at is null`.execute(db);

import { sql } from "kysely";
import type { Db } from "#kernel/database/db";
import type { Benefit } from "../vouchers/discount.rules.ts";
import type { KindShare } from "./kind-shares.ts";

export interface Kind {
  id: string;
  campaignId: string;
  node: string;
  position: number;
  title: string;
  benefit: Benefit;
  validDays: number;
  offlineAllowed: boolean;
  offlineLimit: number;
  stockPerRound: number;
  perPerson: number;
  /** Taken against an old article, whose kind and number are written down. */
  tradeIn: boolean;
  /** The cap of this kind over the whole campaign. */
  capId: string;
  shares: KindShare[];
}

const columns = sql.raw(`k.id, k.campaign_id, k.node::text as node, k.position, k.title,
  jsonb_strip_nulls(jsonb_build_object('type', k.benefit_type, 'minSpendFen', k.min_spend_fen, 'offFen', k.off_fen,
    'maxOffFen', k.max_off_fen, 'valueFen', k.value_fen)) as benefit,
  k.valid_days, k.offline_allowed, k.offline_limit, k.stock_per_round, k.per_person, k.trade_in, k.cap_id, k.shares`);

/** The kinds of these campaigns, in their order. */
export async function listKinds(db: Db, campaignIds: string[]): Promise<Kind[]> {
  const { rows } = await sql<Kind>`select ${columns} from benefits.voucher_kind k
    where k.campaign_id = any(${campaignIds}::uuid[]) order by k.campaign_id, k.position`.execute(db);
  return rows;
}

export async function findKinds(db: Db, ids: string[]): Promise<Map<string, Kind>> {
  const { rows } = await sql<Kind>`select ${columns} from benefits.voucher_kind k
    where k.id = any(${ids}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}

/** The kinds of which a store may take vouchers without network today. */
export async function listOfflineKinds(db: Db, storeId: string, today: string): Promise<Kind[]> {
  const { rows } = await sql<Kind>`select ${columns} from benefits.voucher_kind k
    join benefits.campaign c on c.id = k.campaign_id
    join benefits.campaign_store s on s.campaign_id = c.id
    join benefits.store o on o.id = s.store_id and o.state = 'open'
    where s.store_id = ${storeId} and s.withdrawn_at is null and k.offline_allowed and c.state in ('approved', 'paused')
      and c.ends_on >= ${today}::date and not benefits.is_suspended(o.id, clock_timestamp())
      and benefits.agreement_in_force(o.merchant_id, clock_timestamp())
    order by k.campaign_id, k.position`.execute(db);
  return rows;
}

/** Replaces the kinds of a campaign that has no rounds yet. */
export async function replaceKinds(db: Db, campaign: { id: string; node: string }, kinds: Kind[]): Promise<void> {
  await sql`delete from benefits.voucher_kind where campaign_id = ${campaign.id}`.execute(db);
  for (const kind of kinds) await insertKind(db, kind);
}

function insertKind(db: Db, k: Kind) {
  const { type, ...amounts } = k.benefit;
  const fen: { minSpendFen?: number; offFen?: number; maxOffFen?: number; valueFen?: number } = amounts;
  return sql`insert into benefits.voucher_kind (id, campaign_id, node, position, title, benefit_type, min_spend_fen,
      off_fen, max_off_fen, value_fen, valid_days, offline_allowed, offline_limit, stock_per_round, per_person, trade_in,
      cap_id, shares)
    values (${k.id}, ${k.campaignId}, ${k.node}::ltree, ${k.position}, ${k.title}, ${type}, ${fen.minSpendFen ?? null},
      ${fen.offFen ?? null}, ${fen.maxOffFen ?? null}, ${fen.valueFen ?? null}, ${k.validDays}, ${k.offlineAllowed},
      ${k.offlineLimit}, ${k.stockPerRound}, ${k.perPerson}, ${k.tradeIn}, ${k.capId},
      ${JSON.stringify(k.shares)}::jsonb)`.execute(db);
}

/** Those of these kinds whose campaign is paused; with `hold` it is neither paused nor resumed while the transaction lasts. */
export async function kindsOfPaused(db: Db, kindIds: readonly string[], hold: boolean): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string; state: string }>`select k.id, c.state from benefits.voucher_kind k
    join benefits.campaign c on c.id = k.campaign_id
    where k.id = any(${[...kindIds]}::uuid[]) ${sql.raw(hold ? "for share of c" : "")}`.execute(db);
  return new Set(rows.filter((row) => row.state === "paused").map((row) => row.id));
}

import { sql } from "kysely";
import type { Db } from "#kernel/database/db";

export interface SettlementRow {
  id: string;
  organisationId: string;
  node: string;
  fromDay: string;
  toDay: string;
  cutOff: Date;
  campaignIds: string[];
  merchants: number;
  drafted: number;
  state: "drafting" | "drafted";
  createdBy: string | null;
  createdByName: string;
  createdAt: Date;
}

export type NewSettlement = Omit<SettlementRow, "merchants" | "drafted" | "state" | "createdAt">;

const columns = sql.raw(`s.id, s.organisation_id, s.node::text as node, s.from_day, s.to_day, s.cut_off, s.campaign_ids,
  s.merchants, s.drafted, s.state, s.created_by, s.created_by_name, s.created_at`);

export const insertSettlement = (db: Db, s: NewSettlement) =>
  sql`insert into benefits.settlement (id, organisation_id, node, from_day, to_day, cut_off, campaign_ids, created_by, created_by_name)
    values (${s.id}, ${s.organisationId}, ${s.node}::ltree, ${s.fromDay}::date, ${s.toDay}::date, ${s.cutOff},
      ${s.campaignIds}::uuid[], ${s.createdBy}, ${s.createdByName})`.execute(db);

export async function findSettlement(db: Db, id: string): Promise<SettlementRow | undefined> {
  const { rows } = await sql<SettlementRow>`select ${columns} from benefits.settlement s where s.id = ${id}`.execute(
    db,
  );
  return rows[0];
}

export interface SettlementSums extends SettlementRow {
  statements: number;
  totalFen: number;
  paidFen: number;
  /** Statements in each state. */
  states: Record<string, number>;
}

/** The settlements of these subtrees, the newest first, with what became of their statements. */
export async function listSettlements(
  db: Db,
  filter: { paths: string[]; after?: string | undefined; limit: number },
): Promise<SettlementSums[]> {
  const { paths, after = null, limit } = filter;
  const { rows } = await sql<SettlementSums>`select ${columns}, coalesce(t.statements, 0) as statements,
      coalesce(t.total_fen, 0)::bigint as total_fen, coalesce(t.paid_fen, 0)::bigint as paid_fen,
      coalesce(t.states, '{}'::jsonb) as states
    from benefits.settlement s left join lateral (
      select sum(n)::integer as statements, sum(total_fen) as total_fen, jsonb_object_agg(state, n) as states,
        sum(total_fen) filter (where state in ('paid', 'locked')) as paid_fen
      from (select state, count(*)::integer as n, sum(total_fen) filter (where state <> 'void') as total_fen
        from benefits.statement where settlement_id = s.id group by state) by_state
    ) t on true
    where ${paths}::ltree[] @> s.node and (${after}::uuid is null or s.id < ${after}::uuid)
    order by s.id desc limit ${limit}`.execute(db);
  return rows;
}

export const setMerchants = (db: Db, id: string, merchants: number) =>
  sql`update benefits.settlement set merchants = ${merchants} where id = ${id}`.execute(db);

export const setDrafted = (db: Db, id: string, drafted: number) =>
  sql`update benefits.settlement set drafted = ${drafted} where id = ${id}`.execute(db);

export const finishDrafting = (db: Db, id: string) =>
  sql`update benefits.settlement set state = 'drafted', drafted = merchants where id = ${id}`.execute(db);

/** One settlement after another makes statements of a union's lines. */
export const lockUnion = (db: Db, node: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`settlement|${node}`}, 0))`.execute(db);

/** The next number of a union in a year; whoever takes one holds the counter until the end of the transaction. */
export async function takeNumber(db: Db, node: string, year: number): Promise<number> {
  const { rows } = await sql<{ last: number }>`insert into benefits.statement_counter as c (node, year, last)
    values (${node}::ltree, ${year}, 1) on conflict (node, year) do update set last = c.last + 1 returning last`.execute(
    db,
  );
  const last = rows[0]?.last;
  if (last === undefined) throw new Error("the counter gave no number");
  return last;
}

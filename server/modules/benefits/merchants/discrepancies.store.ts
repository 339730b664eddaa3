import { sql } from "kysely";
import type { Db } from "#kernel/database/db";

export interface DiscrepancyRow {
  id: string;
  tillId: string;
  storeId: string;
  clerkId: string | null;
  node: string;
  campaignNode: string | null;
  localId: string;
  claimId: string | null;
  amountFen: number;
  acceptedAt: Date;
  syncedAt: Date;
  outcome: "double" | "refused";
  problem: string;
  handledAt: Date | null;
  handledByName: string | null;
  handlingNote: string | null;
  borneBy: "merchant" | "union" | null;
  borneFen: number | null;
}

/** With the names that people know the places and persons by. */
export interface NamedDiscrepancy extends DiscrepancyRow {
  storeName: string;
  merchantId: string;
  tradeName: string;
  tillName: string;
  clerkName: string | null;
}

type NewDiscrepancy = Omit<
  DiscrepancyRow,
  "syncedAt" | "handledAt" | "handledByName" | "handlingNote" | "borneBy" | "borneFen"
>;

export const insertDiscrepancy = (db: Db, d: NewDiscrepancy) =>
  sql`insert into benefits.offline_discrepancy (id, till_id, store_id, clerk_id, node, campaign_node, local_id, claim_id,
      amount_fen, accepted_at, outcome, problem)
    values (${d.id}, ${d.tillId}, ${d.storeId}, ${d.clerkId}, ${d.node}::ltree, ${d.campaignNode}::ltree, ${d.localId},
      ${d.claimId}, ${d.amountFen}, ${d.acceptedAt}, ${d.outcome}, ${d.problem})`.execute(db);

const named = sql.raw(`select d.id, d.till_id, d.store_id, d.clerk_id, d.node::text as node,
    d.campaign_node::text as campaign_node, d.local_id, d.claim_id, d.amount_fen, d.accepted_at, d.synced_at, d.outcome,
    d.problem, d.handled_at, d.handled_by_name, d.handling_note, d.borne_by, d.borne_fen,
    s.name as store_name, s.merchant_id, m.trade_name, t.device_name as till_name, c.name as clerk_name
  from benefits.offline_discrepancy d join benefits.store s on s.id = d.store_id
    join benefits.merchant m on m.organisation_id = s.merchant_id join benefits.till t on t.id = d.till_id
    left join benefits.clerk c on c.id = d.clerk_id`);

export interface DiscrepancyFilter {
  /** Subtrees of the merchant or of the campaign that the reader works in. */
  paths: string[];
  merchantId?: string | undefined;
  handled?: boolean | undefined;
  after?: string | undefined;
  limit: number;
}

/** What was accepted without network and could not be redeemed, of these subtrees, newest first. */
export async function listDiscrepancies(db: Db, filter: DiscrepancyFilter): Promise<NamedDiscrepancy[]> {
  const { paths, merchantId = null, handled = null, after = null, limit } = filter;
  const { rows } = await sql<NamedDiscrepancy>`${named}
    where (${paths}::ltree[] @> d.node or ${paths}::ltree[] @> d.campaign_node)
      and (${merchantId}::uuid is null or s.merchant_id = ${merchantId}::uuid)
      and (${handled}::boolean is null or (d.handled_at is not null) = ${handled}::boolean)
      and (${after}::uuid is null or d.id < ${after}::uuid)
    order by d.id desc limit ${limit}`.execute(db);
  return rows;
}

export async function findDiscrepancy(db: Db, id: string): Promise<NamedDiscrepancy | undefined> {
  const { rows } = await sql<NamedDiscrepancy>`${named} where d.id = ${id}`.execute(db);
  return rows[0];
}

/** What the union pays although no voucher stands for it, and which campaign's money it is. */
export interface Borne {
  fen: number;
  campaignId: string;
  kindId: string;
}

/** Writes down what was settled, unless somebody has; gives whether it did. */
export async function markHandled(
  db: Db,
  id: string,
  handled: { by: string; byName: string; note: string; borne?: Borne | undefined },
): Promise<boolean> {
  const { borne } = handled;
  const { numAffectedRows } = await sql`update benefits.offline_discrepancy set handled_at = clock_timestamp(),
      handled_by = ${handled.by}, handled_by_name = ${handled.byName}, handling_note = ${handled.note},
      borne_by = ${borne === undefined ? "merchant" : "union"}, borne_fen = ${borne?.fen ?? null},
      borne_campaign_id = ${borne?.campaignId ?? null}, borne_kind_id = ${borne?.kindId ?? null}
    where id = ${id} and handled_at is null`.execute(db);
  return numAffectedRows === 1n;
}

import { sql } from "kysely";
import type { Db } from "#kernel/database/db";

export interface FundChangeRow {
  id: string;
  sourceId: string;
  sourceName: string;
  node: string;
  amountFen: number;
  kind: "added" | "corrected";
  reason: string;
  document: string;
  fileId: string | null;
  state: "asked" | "approved" | "refused";
  askedBy: string;
  askedByName: string;
  askedAt: Date;
  decidedByName: string | null;
  decidedAt: Date | null;
  decisionNote: string | null;
}

const named =
  sql.raw(`select c.id, c.source_id, s.name as source_name, c.node::text as node, c.amount_fen, c.kind, c.reason, c.document,
    c.file_id, c.state, c.asked_by, c.asked_by_name, c.asked_at, c.decided_by_name, c.decided_at, c.decision_note
  from benefits.fund_change c join funds.source s on s.id = c.source_id`);

export type NewFundChange = Omit<
  FundChangeRow,
  "sourceName" | "state" | "askedAt" | "decidedByName" | "decidedAt" | "decisionNote"
>;

export const insertFundChange = (db: Db, c: NewFundChange) =>
  sql`insert into benefits.fund_change (id, source_id, node, amount_fen, kind, reason, document, file_id, asked_by, asked_by_name)
    values (${c.id}, ${c.sourceId}, ${c.node}::ltree, ${c.amountFen}, ${c.kind}, ${c.reason}, ${c.document}, ${c.fileId},
      ${c.askedBy}, ${c.askedByName})`.execute(db);

/** The change, held until the transaction ends. */
export async function lockFundChange(db: Db, id: string): Promise<FundChangeRow | undefined> {
  const { rows } = await sql<FundChangeRow>`${named} where c.id = ${id} for update of c`.execute(db);
  return rows[0];
}

/** Changes of these subtrees, those that wait first, then the newest. */
export async function listFundChanges(db: Db, paths: string[], limit: number): Promise<FundChangeRow[]> {
  const { rows } = await sql<FundChangeRow>`${named} where ${paths}::ltree[] @> c.node
    order by c.state = 'asked' desc, c.id desc limit ${limit}`.execute(db);
  return rows;
}

export const decideFundChange = (
  db: Db,
  id: string,
  decided: { state: "approved" | "refused"; by: string; byName: string; note: string | null },
) =>
  sql`update benefits.fund_change set state = ${decided.state}, decided_by = ${decided.by}, decided_by_name = ${decided.byName},
      decided_at = clock_timestamp(), decision_note = ${decided.note} where id = ${id}`.execute(db);

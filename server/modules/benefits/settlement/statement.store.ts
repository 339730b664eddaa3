import { sql } from "kysely";
import type { Db } from "#kernel/database/db";
import type { AccountChange, Payee, StatementState } from "./statement.rules.ts";

export interface StatementRow {
  id: string;
  settlementId: string;
  organisationId: string;
  node: string;
  merchantId: string;
  merchantNode: string;
  tradeName: string;
  number: string;
  revision: number;
  state: StatementState;
  fromDay: string;
  toDay: string;
  cutOff: Date;
  lines: number;
  amountFen: number;
  totalFen: number;
  digest: Buffer | null;
  payee: Payee | null;
  accountChange: AccountChange | null;
  confirmedAt: Date | null;
  confirmedByName: string | null;
  invoiceNumber: string | null;
  invoiceOn: string | null;
  invoiceFileId: string | null;
  paidOn: string | null;
  bankReference: string | null;
  draftedBy: string | null;
  draftedByName: string;
  createdAt: Date;
}

const columns = sql.raw(`s.id, s.settlement_id, p.organisation_id, s.node::text as node, s.merchant_id,
  s.merchant_node::text as merchant_node, m.trade_name, s.number, s.revision, s.state, p.from_day, p.to_day, p.cut_off,
  s.lines, s.amount_fen, s.total_fen, s.digest, s.payee, s.account_change, s.confirmed_at, s.confirmed_by_name,
  s.invoice_number, s.invoice_on, s.invoice_file_id, s.paid_on, s.bank_reference, s.drafted_by, s.drafted_by_name,
  s.created_at`);
const from = sql.raw(`benefits.statement s join benefits.settlement p on p.id = s.settlement_id
  join benefits.merchant m on m.organisation_id = s.merchant_id`);

export interface NewStatement {
  id: string;
  settlementId: string;
  node: string;
  merchantId: string;
  merchantNode: string;
  year: number;
  sequence: number;
  number: string;
  draftedBy: string | null;
  draftedByName: string;
}

export const insertStatement = (db: Db, s: NewStatement) =>
  sql`insert into benefits.statement (id, settlement_id, node, merchant_id, merchant_node, year, sequence, number, drafted_by,
      drafted_by_name)
    values (${s.id}, ${s.settlementId}, ${s.node}::ltree, ${s.merchantId}, ${s.merchantNode}::ltree, ${s.year}, ${s.sequence},
      ${s.number}, ${s.draftedBy}, ${s.draftedByName})`.execute(db);

export async function findStatement(db: Db, id: string): Promise<StatementRow | undefined> {
  const { rows } = await sql<StatementRow>`select ${columns} from ${from} where s.id = ${id}`.execute(db);
  return rows[0];
}

/** Whether a merchant has got its statement of a settlement. */
export async function hasStatement(db: Db, of: { settlementId: string; merchantId: string }): Promise<boolean> {
  const { rows } = await sql`select from benefits.statement
    where settlement_id = ${of.settlementId} and merchant_id = ${of.merchantId}`.execute(db);
  return rows.length > 0;
}

/** The statement, held until the transaction ends. */
export async function lockStatement(db: Db, id: string): Promise<StatementRow | undefined> {
  const { rows } = await sql<StatementRow>`select ${columns} from ${from} where s.id = ${id} for update of s`.execute(
    db,
  );
  return rows[0];
}

export async function listOfSettlement(db: Db, settlementId: string): Promise<StatementRow[]> {
  const { rows } = await sql<StatementRow>`select ${columns} from ${from} where s.settlement_id = ${settlementId}
    order by s.sequence`.execute(db);
  return rows;
}

/** Statements of these subtrees that somebody has yet to review or approve, the longest waiting first. */
export async function listWaitingStatements(db: Db, paths: string[], limit: number): Promise<StatementRow[]> {
  const { rows } = await sql<StatementRow>`select ${columns} from ${from}
    where ${paths}::ltree[] @> s.node and s.state in ('confirmed', 'reviewed') order by s.confirmed_at, s.id limit ${limit}`.execute(
    db,
  );
  return rows;
}

/** What was sent to a merchant, the newest first. */
export async function listOfMerchant(db: Db, merchantId: string, limit: number): Promise<StatementRow[]> {
  const { rows } = await sql<StatementRow>`select ${columns} from ${from}
    where s.merchant_id = ${merchantId} and s.digest is not null order by s.created_at desc, s.id desc limit ${limit}`.execute(
    db,
  );
  return rows;
}

/** Fields that a step changes; the others stay. */
export type StatementChange = Partial<
  Pick<
    StatementRow,
    | ("revision" | "state" | "lines" | "amountFen" | "totalFen" | "digest" | "payee" | "accountChange" | "confirmedAt")
    | ("confirmedByName" | "invoiceNumber" | "invoiceOn" | "invoiceFileId" | "paidOn" | "bankReference")
  > & { confirmedBy: string | null }
>;

export async function updateStatement(db: Db, id: string, change: StatementChange): Promise<void> {
  const { payee, accountChange, ...plain } = change;
  await db
    .updateTable("benefits.statement")
    .set({
      ...plain,
      ...(payee === undefined ? {} : { payee: payee === null ? null : JSON.stringify(payee) }),
      ...(accountChange === undefined
        ? {}
        : { accountChange: accountChange === null ? null : JSON.stringify(accountChange) }),
    })
    .where("id", "=", id)
    .execute();
}

export interface StepRow {
  id: string;
  revision: number;
  step: string;
  byClerk: boolean;
  byName: string;
  note: string | null;
  fileId: string | null;
  totalFen: number;
  digest: Buffer | null;
  at: Date;
}

export type NewStep = Omit<StepRow, "at"> & {
  statementId: string;
  node: string;
  merchantNode: string;
  byId: string | null;
};

export const insertStep = (db: Db, s: NewStep) =>
  sql`insert into benefits.statement_step (id, statement_id, node, merchant_node, revision, step, by_clerk, by_id, by_name, note,
      file_id, total_fen, digest)
    values (${s.id}, ${s.statementId}, ${s.node}::ltree, ${s.merchantNode}::ltree, ${s.revision}, ${s.step}, ${s.byClerk}, ${s.byId},
      ${s.byName}, ${s.note}, ${s.fileId}, ${s.totalFen}, ${s.digest})`.execute(db);

export async function listSteps(db: Db, statementId: string): Promise<StepRow[]> {
  const { rows } = await sql<StepRow>`select id, revision, step, by_clerk, by_name, note, file_id, total_fen, digest, at
    from benefits.statement_step where statement_id = ${statementId} order by id`.execute(db);
  return rows;
}

export interface DisputeRow {
  id: string;
  revision: number;
  lineKind: string | null;
  sourceId: string | null;
  position: number | null;
  reason: string;
  raisedByName: string;
  raisedAt: Date;
  answer: string | null;
  leftOut: boolean;
  answeredByName: string | null;
  answeredAt: Date | null;
}

export type NewDispute = Pick<DisputeRow, "id" | "revision" | "lineKind" | "sourceId" | "position" | "reason"> & {
  statementId: string;
  node: string;
  merchantNode: string;
  raisedBy: string;
  raisedByName: string;
};

export const insertDispute = (db: Db, d: NewDispute) =>
  sql`insert into benefits.statement_dispute (id, statement_id, node, merchant_node, revision, line_kind, source_id, position,
      reason, raised_by, raised_by_name)
    values (${d.id}, ${d.statementId}, ${d.node}::ltree, ${d.merchantNode}::ltree, ${d.revision}, ${d.lineKind}, ${d.sourceId},
      ${d.position}, ${d.reason}, ${d.raisedBy}, ${d.raisedByName})`.execute(db);

export async function listDisputes(db: Db, statementId: string): Promise<DisputeRow[]> {
  const { rows } = await sql<DisputeRow>`select id, revision, line_kind, source_id, position, reason, raised_by_name,
      raised_at, answer, left_out, answered_by_name, answered_at
    from benefits.statement_dispute where statement_id = ${statementId} order by id`.execute(db);
  return rows;
}

export async function answerOf(
  db: Db,
  id: string,
  given: { answer: string; leftOut: boolean; by: string; byName: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`update benefits.statement_dispute set answer = ${given.answer},
      left_out = ${given.leftOut}, answered_by = ${given.by}, answered_by_name = ${given.byName}, answered_at = clock_timestamp()
    where id = ${id} and answer is null`.execute(db);
  return numAffectedRows === 1n;
}

import { sql } from "kysely";
import type { Db } from "#kernel/database/db";
import { type AccountKind, accountKinds, type Balances, type Difference, noBalances } from "./funds.rules.ts";

export interface Source {
  id: string;
  node: string;
  name: string;
  year: number;
  /** The line of the union's budget that the money stands on; empty when nobody has said. */
  budgetItem: string;
}

export interface Entry {
  id: string;
  at: Date;
  node: string;
  kind: string;
  from: AccountKind;
  to: AccountKind;
  amountFen: number;
  sourceId: string;
  quotaId: string | null;
  referenceType: string;
  referenceId: string;
  reversesId: string | null;
}

export interface Transfer {
  id: string;
  sourceId: string;
  /** Path of the node in whose scope the entry can be read. */
  node: string;
  kind: string;
  from: AccountKind;
  to: AccountKind;
  amountFen: number;
  quotaId?: string | undefined;
  reference: { type: string; id: string };
  reversesId?: string;
}

const sourceColumns = sql.raw("id, node::text as node, name, year, budget_item");

export const insertSource = (db: Db, source: Source) =>
  sql`insert into funds.source (id, node, name, year, budget_item)
    values (${source.id}, ${source.node}::ltree, ${source.name}, ${source.year}, ${source.budgetItem})`.execute(db);

export const insertAccounts = (db: Db, source: Source, ids: string[]) =>
  sql`insert into funds.account (id, source_id, node, kind)
    select account.id, ${source.id}, ${source.node}::ltree, account.kind
    from unnest(${ids}::uuid[], ${[...accountKinds]}::text[]) as account (id, kind)`.execute(db);

export async function findSource(db: Db, id: string): Promise<Source | undefined> {
  const found = await sql<Source>`select ${sourceColumns} from funds.source where id = ${id}`.execute(db);
  return found.rows[0];
}

/** The sources of a node and of the nodes below it, the newest year first. */
export async function listSources(db: Db, node: string): Promise<Source[]> {
  const found = await sql<Source>`select ${sourceColumns} from funds.source
    where node <@ ${node}::ltree order by year desc, name, id`.execute(db);
  return found.rows;
}

export const updateBudgetItem = (db: Db, id: string, budgetItem: string) =>
  sql`update funds.source set budget_item = ${budgetItem} where id = ${id}`.execute(db);

export const insertEntry = (db: Db, t: Transfer) =>
  sql`select funds.transfer(${t.id}, ${t.sourceId}, ${t.node}::ltree, ${t.kind}, ${t.from}, ${t.to}, ${t.amountFen},
    ${t.quotaId ?? null}, ${t.reference.type}, ${t.reference.id}, ${t.reversesId ?? null})`.execute(db);

export async function findEntry(db: Db, id: string): Promise<Entry | undefined> {
  const found = await sql<Entry>`
    select e.id, e.at, e.node::text as node, e.kind, credit.kind as from, debit.kind as to, e.amount_fen,
      debit.source_id, e.quota_id, e.reference_type, e.reference_id, e.reverses_id
    from funds.entry e
    join funds.account debit on debit.id = e.debit_account_id
    join funds.account credit on credit.id = e.credit_account_id
    where e.id = ${id}`.execute(db);
  return found.rows[0];
}

/** Waits for the source's row, so that nobody else spends its budget until this transaction ends; false when there is none. */
export async function lockSource(db: Db, id: string): Promise<boolean> {
  const found = await sql`select 1 from funds.source where id = ${id} for update`.execute(db);
  return found.rows.length > 0;
}

/** Runs `read` over all books, whatever the actor may see: a guard that sees a part of them guards nothing. */
export async function seeingAll<T>(db: Db, read: () => Promise<T>): Promise<T> {
  const before = await sql<{ scope: string }>`select coalesce(current_setting('app.scope', true), '') as scope,
    set_config('app.scope', '*', true)`.execute(db);
  const result = await read();
  await sql`select set_config('app.scope', ${before.rows[0]?.scope ?? ""}, true)`.execute(db);
  return result;
}

interface BalanceRow {
  quotaId: string | null;
  kind: AccountKind;
  fen: number;
}

/** Balances of every quota of a source; the key "" is what belongs to no quota (approvals). */
export async function balancesOfQuotas(db: Db, sourceId: string, quotaId?: string): Promise<Map<string, Balances>> {
  const only = quotaId === undefined ? sql`` : sql`and e.quota_id = ${quotaId}`;
  const found = await sql<BalanceRow>`
    select quota_id, kind, sum(fen)::bigint as fen from (
      select e.quota_id, a.kind, e.amount_fen as fen from funds.account a
        join funds.entry e on e.debit_account_id = a.id where a.source_id = ${sourceId} ${only}
      union all
      select e.quota_id, a.kind, -e.amount_fen from funds.account a
        join funds.entry e on e.credit_account_id = a.id where a.source_id = ${sourceId} ${only}
    ) moves group by quota_id, kind`.execute(db);
  const byQuota = new Map<string, Balances>();
  for (const row of found.rows) {
    const key = row.quotaId ?? "";
    const balances = byQuota.get(key) ?? noBalances();
    balances[row.kind] = row.fen;
    byQuota.set(key, balances);
  }
  return byQuota;
}

export interface Reconciliation {
  id: string;
  day: string;
  source: Source;
  quotas: number;
  differences: Difference[];
}

export const insertReconciliation = (db: Db, r: Reconciliation) =>
  sql`insert into funds.reconciliation (id, day, source_id, node, quotas, balanced, differences)
    values (${r.id}, ${r.day}::date, ${r.source.id}, ${r.source.node}::ltree, ${r.quotas}, ${r.differences.length === 0},
      ${JSON.stringify(r.differences)}::jsonb)`.execute(db);

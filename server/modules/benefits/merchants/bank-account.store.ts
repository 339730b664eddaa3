import { sql } from "kysely";
import type { Db } from "#kernel/database/db";

export interface BankAccountRow {
  id: string;
  merchantId: string;
  node: string;
  agreementId: string | null;
  bankName: string;
  holder: string;
  accountTail: string;
  fromOn: string;
  reason: string;
  state: "asked" | "approved" | "refused";
  askedBy: string | null;
  askedByName: string | null;
  askedAt: Date;
  decidedByName: string | null;
  decidedAt: Date | null;
  refusal: string | null;
}

const columns = sql.raw(`id, merchant_id, node::text as node, agreement_id, bank_name, holder, account_tail, from_on,
  reason, state, asked_by, asked_by_name, asked_at, decided_by_name, decided_at, refusal`);

type New = Pick<
  BankAccountRow,
  | "id"
  | "merchantId"
  | "node"
  | "agreementId"
  | "bankName"
  | "holder"
  | "accountTail"
  | "fromOn"
  | "reason"
  | "askedBy"
  | "askedByName"
>;

export const insertBankAccount = (db: Db, a: New & { accountSealed: Buffer }) =>
  sql`insert into benefits.bank_account (id, merchant_id, node, agreement_id, bank_name, holder, account_sealed,
      account_tail, from_on, reason, asked_by, asked_by_name)
    values (${a.id}, ${a.merchantId}, ${a.node}::ltree, ${a.agreementId}, ${a.bankName}, ${a.holder}, ${a.accountSealed},
      ${a.accountTail}, ${a.fromOn}::date, ${a.reason}, ${a.askedBy}, ${a.askedByName})`.execute(db);

/** Forgets the account of an agreement that is still being written. */
export const removeAskedOf = (db: Db, agreementId: string) =>
  sql`delete from benefits.bank_account where agreement_id = ${agreementId} and state = 'asked'`.execute(db);

/** The second person's answer; money goes there from the given day on. */
export const decideBankAccount = (
  db: Db,
  id: string,
  decided: { state: "approved" | "refused"; fromOn: string; by: string | null; byName: string; refusal: string | null },
) =>
  sql`update benefits.bank_account set state = ${decided.state}, from_on = ${decided.fromOn}::date,
      decided_by = ${decided.by}, decided_by_name = ${decided.byName}, decided_at = clock_timestamp(),
      refusal = ${decided.refusal}
    where id = ${id}`.execute(db);

export async function lockBankAccount(db: Db, id: string): Promise<BankAccountRow | undefined> {
  const { rows } = await sql<BankAccountRow>`select ${columns} from benefits.bank_account
    where id = ${id} for update`.execute(db);
  return rows[0];
}

export const listBankAccounts = (db: Db, merchantId: string): Promise<BankAccountRow[]> =>
  listBankAccountsOf(db, [merchantId]);

/** Every account of these merchants, refused ones too, the latest first. */
export async function listBankAccountsOf(db: Db, merchantIds: string[]): Promise<BankAccountRow[]> {
  const { rows } = await sql<BankAccountRow>`select ${columns} from benefits.bank_account
    where merchant_id = any(${merchantIds}::uuid[]) order by from_on desc, asked_at desc, id desc`.execute(db);
  return rows;
}

/** The account to which a merchant's money goes on a day, still sealed. */
export async function findBankAccountAt(
  db: Db,
  merchantId: string,
  day: string,
): Promise<(BankAccountRow & { accountSealed: Buffer }) | undefined> {
  const { rows } = await sql<BankAccountRow & { accountSealed: Buffer }>`select ${columns}, account_sealed
    from benefits.bank_account where merchant_id = ${merchantId} and state = 'approved' and from_on <= ${day}::date
    order by from_on desc, decided_at desc, id desc limit 1`.execute(db);
  return rows[0];
}

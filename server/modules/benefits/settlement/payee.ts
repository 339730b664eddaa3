import type { Db } from "#kernel/database/db";
import type { Secrets } from "#kernel/secrets/secrets";
import { fullNameOf } from "../organisations.ts";
import type { AccountChange, Payee } from "./statement.rules.ts";

/** Whom a statement is paid to, as the papers say on a day. */
export async function payeeOn(
  db: Db,
  _secrets: Secrets,
  { merchantId }: { merchantId: string; day: string },
): Promise<Payee> {
  const legalName = await fullNameOf(db, merchantId);
  return {
    legalName,
    creditCode: null,
    contractNumber: null,
    accountName: null,
    bank: null,
    account: null,
    accountTail: null,
  };
}

/** The last change of the account after one day and up to another. */
export async function accountChangeBetween(
  _db: Db,
  _given: { merchantId: string; from: string; to: string },
): Promise<AccountChange | null> {
  return null;
}

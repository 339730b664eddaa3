import { addDays } from "#kernel/business-day";
import type { Db } from "#kernel/database/db";
import type { Secrets } from "#kernel/secrets/secrets";
import { listAgreements } from "../merchants/agreement.store.ts";
import { bankAccountAt } from "../merchants/bank-account.service.ts";
import { listBankAccounts } from "../merchants/bank-account.store.ts";
import { fullNameOf } from "../organisations.ts";
import type { AccountChange, Payee } from "./statement.rules.ts";

/** Whom a statement is paid to, as the papers say on a day: the newest agreement that had begun, and the account of that day. */
export async function payeeOn(
  db: Db,
  secrets: Secrets,
  { merchantId, day }: { merchantId: string; day: string },
): Promise<Payee> {
  const agreement = (await listAgreements(db, [merchantId])).find(
    ({ state, provisional, startsOn }) =>
      !provisional && (state === "approved" || state === "terminated") && startsOn <= day,
  );
  const account = await bankAccountAt(db, secrets, { merchantId, day });
  return {
    legalName: agreement?.legalName ?? (await fullNameOf(db, merchantId)),
    creditCode: agreement?.creditCode ?? null,
    contractNumber: agreement?.contractNumber ?? null,
    accountName: account?.holder ?? null,
    bank: account?.bankName ?? null,
    account: account?.account ?? null,
    accountTail: account?.accountTail ?? null,
    accountOn: day,
  };
}

/** Whom to pay as everybody may read it: of the account the last four characters. */
export const maskedPayee = (payee: Payee): Payee => ({
  ...payee,
  account: payee.accountTail === null ? null : `**** ${payee.accountTail}`,
});

/** The last change of the account that began to hold between two days, both of them included; a first account is none. */
export async function accountChangeBetween(
  db: Db,
  secrets: Secrets,
  { merchantId, from, to }: { merchantId: string; from: string; to: string },
): Promise<AccountChange | null> {
  const after = (await listBankAccounts(db, merchantId)).find(
    ({ state, fromOn }) => state === "approved" && fromOn >= from && fromOn <= to,
  );
  if (after === undefined) return null;
  const before = await bankAccountAt(db, secrets, { merchantId, day: addDays(after.fromOn, -1) });
  if (before === undefined) return null;
  const nameOf = (one: { bankName: string; accountTail: string }) => `${one.bankName} **** ${one.accountTail}`;
  return { before: nameOf(before), after: nameOf(after), since: after.fromOn };
}

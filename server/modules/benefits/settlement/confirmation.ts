import { addDays, dayOf } from "#kernel/business-day";
import type { Tx } from "#kernel/context";
import type { Secrets } from "#kernel/secrets/secrets";
import { databaseNow } from "../database-now.ts";
import { accountChangeBetween, payeeOn } from "./payee.ts";
import type { StatementChange, StatementRow } from "./statement.store.ts";

/** The merchant agrees now: whom the union pays, and into which account, is written down as it is on this day. */
export async function confirmationOf(
  tx: Tx,
  secrets: Secrets,
  { merchantId, fromDay }: Pick<StatementRow, "merchantId" | "fromDay">,
): Promise<StatementChange> {
  const now = await databaseNow(tx.db);
  const today = dayOf(now);
  const payee = await payeeOn(tx.db, secrets, { merchantId, day: today });
  const between = { merchantId, from: addDays(fromDay, 1), to: today };
  const accountChange = await accountChangeBetween(tx.db, secrets, between);
  // The number of the account stays sealed where it is; the day tells which one it was.
  return { state: "confirmed", payee: { ...payee, account: null }, accountChange, confirmedAt: now };
}

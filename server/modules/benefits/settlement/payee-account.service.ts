import { record } from "#kernel/audit/audit";
import { type Ctx, transact } from "#kernel/context";
import { authorise } from "#kernel/policy";
import type { Secrets } from "#kernel/secrets/secrets";
import { countLook, type RevealPurpose } from "#modules/membership";
import { noAccount } from "./settlement.errors.ts";
import { maySeeAccount } from "./settlement.policy.ts";
import { getForStaff, loadWhole } from "./statement-view.service.ts";

/**
 * The whole account of a statement, for a purpose; counted with the other whole numbers that this account looks at, and written down.
 * Throws settlement.no_such_statement, settlement.no_account, access.forbidden, 429 person.too_many_looks.
 */
export async function revealAccount(
  ctx: Ctx,
  secrets: Secrets,
  { id, purpose }: { id: string; purpose: RevealPurpose },
): Promise<{ value: string }> {
  return transact(ctx, async (tx) => {
    const statement = await getForStaff(tx, id);
    authorise(tx.actor, maySeeAccount, statement);
    const { payee } = await loadWhole(tx, secrets, statement);
    if (payee.account === null) throw noAccount();

    const { node, merchantId } = statement;
    const detail = { purpose, merchantId, looks: await countLook(tx) };
    await record(tx, { node, action: "settlement.account_revealed", object: { type: "statement", id }, detail });
    return { value: payee.account };
  });
}

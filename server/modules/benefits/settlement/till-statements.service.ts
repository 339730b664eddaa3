import { type Tx, transact } from "#kernel/context";
import type { Secrets } from "#kernel/secrets/secrets";
import { seeingAll } from "../sight.ts";
import type { TillCtx } from "../vouchers/present.service.ts";
import { getTill } from "../vouchers/redeem.service.ts";
import { linesOf } from "./lines.store.ts";
import { listManagers } from "./managers.store.ts";
import { noSuchStatement } from "./settlement.errors.ts";
import { mayHappen } from "./statement.rules.ts";
import { findStatement, listOfMerchant, type StatementRow } from "./statement.store.ts";
import { loadWhole, pageOfLines, viewStatement, viewWhole } from "./statement-view.service.ts";

const newest = 24;

/** The statements that were sent to the till's merchant, and who may answer for it. */
export async function listTillStatements(ctx: TillCtx) {
  return transact(ctx, async (tx) => {
    const { merchantId } = await getTill(tx, ctx);
    const managers = await listManagers(tx.db, merchantId);
    // The union's period is not the till's row; which statements are the merchant's is said by its id.
    const rows = await seeingAll(tx, () => listOfMerchant(tx.db, merchantId, newest));
    return { items: rows.map(viewStatement), managers };
  });
}

/** One of them with all that the union says in it. */
export async function getTillStatement(ctx: TillCtx, secrets: Secrets, id: string) {
  return transact(ctx, async (tx) => {
    const statement = await getForTill(tx, ctx, id);
    const managers = await listManagers(tx.db, statement.merchantId);
    const whole = await loadWhole(tx, secrets, statement);
    return { ...viewWhole(whole), managers, can: { confirm: mayHappen("confirm", statement.state) } };
  });
}

export async function listTillLines(ctx: TillCtx, given: { id: string; after: number; limit: number }) {
  return transact(ctx, async (tx) => {
    const { id } = await getForTill(tx, ctx, given.id);
    // Lines of corrections name statements of earlier periods.
    return seeingAll(tx, async () => pageOfLines((await linesOf(tx.db, [id])).get(id) ?? [], given));
  });
}

/** The till's merchant's statement. Throws settlement.no_such_statement. */
export async function getForTill(tx: Tx, ctx: TillCtx, id: string): Promise<StatementRow> {
  const { merchantId } = await getTill(tx, ctx);
  const statement = await seeingAll(tx, () => findStatement(tx.db, id));
  // The same wall as row level security has: the merchant's own, and only what was sent.
  if (statement?.merchantId !== merchantId || statement.digest === null) throw noSuchStatement();
  return statement;
}

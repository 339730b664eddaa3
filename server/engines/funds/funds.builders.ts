import { sql } from "kysely";
import { type Ctx, transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { openSource } from "./index.ts";

/** A source with a budget, for tests; the node "1" stands for some organisation. */
export const aSource = (ctx: Ctx, given: { budgetFen?: number; node?: string } = {}) =>
  transact(ctx, (tx) =>
    openSource(tx, {
      ...{ node: "1", name: "test", year: 2026, budgetFen: 100_000, reference: { type: "test", id: "budget" } },
      ...given,
    }),
  );

/** A posting between accounts, for tests. */
export const aMove = (sourceId: string, given: { quotaId?: string; amountFen?: number } = {}) => ({
  ...{ sourceId, node: "1", quotaId: uuidv7(), amountFen: 1000, reference: { type: "test", id: "move" } },
  ...given,
});

/** Sums of debits and of credits over all entries of a source, counted from the accounts. */
export async function turnover(ctx: Ctx, sourceId: string): Promise<{ debits: number; credits: number }> {
  return transact(ctx, async (tx) => {
    const found = await sql<{ debits: number; credits: number }>`
      select coalesce(sum(e.amount_fen) filter (where a.id = e.debit_account_id), 0)::bigint as debits,
        coalesce(sum(e.amount_fen) filter (where a.id = e.credit_account_id), 0)::bigint as credits
      from funds.account a join funds.entry e on a.id in (e.debit_account_id, e.credit_account_id)
      where a.source_id = ${sourceId}`.execute(tx.db);
    return found.rows[0] ?? { debits: 0, credits: 0 };
  });
}

import type { Actor } from "#kernel/actor";
import { type Ctx, transact } from "#kernel/context";
import { pathsWith } from "./benefits.policy.ts";
import { listDiscrepancies } from "./redemption.store.ts";

/** What was accepted without network and could not be redeemed: the till sees its merchant's, the union its own. */
export async function listDiscrepancyViews(ctx: Ctx, page: { after?: string | undefined; limit: number }) {
  return transact(ctx, async (tx) => {
    const rows = await listDiscrepancies(tx.db, { paths: pathsOf(tx.actor), after: page.after, limit: page.limit + 1 });
    const shown = rows.slice(0, page.limit);
    return {
      items: shown.map((row) => ({
        id: row.id,
        store: row.storeName,
        merchant: row.tradeName,
        claimId: row.claimId,
        amountFen: row.amountFen,
        acceptedAt: row.acceptedAt.toISOString(),
        syncedAt: row.syncedAt.toISOString(),
        outcome: row.outcome,
        problem: row.problem,
      })),
      next: rows.length > page.limit ? (shown.at(-1)?.id ?? null) : null,
    };
  });
}

const pathsOf = (actor: Actor) => (actor.kind === "till" ? [actor.node] : pathsWith(actor, "benefits.read"));

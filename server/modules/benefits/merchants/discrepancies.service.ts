import type { Actor } from "#kernel/actor";
import { record } from "#kernel/audit/audit";
import { type Ctx, transact } from "#kernel/context";
import { authorise, pathsHolding } from "#kernel/policy";
import { forbidden } from "#kernel/problem";
import { alreadyHandled, noSuchDiscrepancy } from "../benefits.errors.ts";
import { mayRead, maySettle } from "../benefits.policy.ts";
import { seeingAll } from "../sight.ts";
import * as store from "./discrepancies.store.ts";

export type DiscrepancyQuery = Omit<store.DiscrepancyFilter, "paths">;

/** What was accepted without network and could not be redeemed: the till sees its merchant's, the union its own. */
export async function listDiscrepancyViews(ctx: Ctx, query: DiscrepancyQuery) {
  return transact(ctx, async (tx) => {
    const filter = { ...query, paths: pathsOf(tx.actor), limit: query.limit + 1 };
    // The campaign's union reads names of a merchant that signed elsewhere; the paths are the wall here.
    const rows = await seeingAll(tx, () => store.listDiscrepancies(tx.db, filter));
    const shown = rows.slice(0, query.limit);
    return {
      items: shown.map((row) => viewDiscrepancy(row, tx.actor)),
      next: rows.length > query.limit ? (shown.at(-1)?.id ?? null) : null,
    };
  });
}

/** Writes down once what was settled with the merchant. Throws benefits.no_such_discrepancy, benefits.already_handled {by}. */
export async function handleDiscrepancy(ctx: Ctx, id: string, note: string) {
  return transact(ctx, async (tx) => {
    // Either side's union may act, and only one of them owns the row; what may be done is decided here.
    return seeingAll(tx, async () => {
      const found = await store.findDiscrepancy(tx.db, id);
      if (found === undefined || !isReader(tx.actor, found)) throw noSuchDiscrepancy();

      authorise(tx.actor, maySettle, found);

      if (tx.actor.kind !== "staff") throw forbidden("access.forbidden");
      const written = await store.markHandled(tx.db, id, { by: tx.actor.accountId, byName: tx.actor.name, note });
      const now = await store.findDiscrepancy(tx.db, id);
      if (now === undefined) throw noSuchDiscrepancy();
      if (!written) throw alreadyHandled(now.handledByName ?? "");

      await record(tx, {
        node: found.node,
        action: "benefits.discrepancy_handled",
        object: { type: "discrepancy", id },
        detail: { note },
      });
      return viewDiscrepancy(now, tx.actor);
    });
  });
}

const isReader = (actor: Actor, { node, campaignNode }: store.DiscrepancyRow) =>
  mayRead(actor, { node }) || (campaignNode !== null && mayRead(actor, { node: campaignNode }));

function viewDiscrepancy(row: store.NamedDiscrepancy, actor: Actor) {
  const { handledAt, handledByName, handlingNote } = row;
  return {
    id: row.id,
    store: row.storeName,
    storeId: row.storeId,
    merchant: row.tradeName,
    merchantId: row.merchantId,
    till: row.tillName,
    clerk: row.clerkName,
    claimId: row.claimId,
    amountFen: row.amountFen,
    acceptedAt: row.acceptedAt.toISOString(),
    syncedAt: row.syncedAt.toISOString(),
    outcome: row.outcome,
    problem: row.problem,
    handled:
      handledAt === null ? null : { at: handledAt.toISOString(), by: handledByName ?? "", note: handlingNote ?? "" },
    can: { handle: handledAt === null && maySettle(actor, row) },
  };
}

const pathsOf = (actor: Actor) => (actor.kind === "till" ? [actor.node] : pathsHolding(actor, "benefits.read"));

import { compensate } from "#engines/funds";
import type { Actor } from "#kernel/actor";
import { record } from "#kernel/audit/audit";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { authorise, pathsHolding } from "#kernel/policy";
import { forbidden } from "#kernel/problem";
import { alreadyHandled, moreThanFaceValue, noSuchDiscrepancy, nothingToBear } from "../benefits.errors.ts";
import { mayApprove, mayRead, maySettle } from "../benefits.policy.ts";
import { seeingAll } from "../sight.ts";
import { faceValueFen } from "../vouchers/discount.rules.ts";
import { getVoucher } from "../vouchers/voucher-of-claim.ts";
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

export interface Handling {
  note: string;
  /** The union pays this much although no voucher stands for it; without it the merchant bears the loss. */
  borneFen?: number | undefined;
}

/**
 * Writes down once what was settled with the merchant; what the union bears is taken from the campaign's budget and paid on the
 * next statement. Throws benefits.no_such_discrepancy, benefits.already_handled {by}, benefits.nothing_to_bear,
 * benefits.more_than_face_value {faceFen}, funds.budget_exceeded.
 */
export async function handleDiscrepancy(ctx: Ctx, id: string, { note, borneFen }: Handling) {
  return transact(ctx, async (tx) => {
    // Either side's union may act, and only one of them owns the row; what may be done is decided here.
    return seeingAll(tx, async () => {
      const found = await store.findDiscrepancy(tx.db, id);
      if (found === undefined || !isReader(tx.actor, found)) throw noSuchDiscrepancy();

      authorise(tx.actor, maySettle, found);
      const borne = borneFen === undefined ? undefined : await bear(tx, found, borneFen);

      if (tx.actor.kind !== "staff") throw forbidden("access.forbidden");
      const written = await store.markHandled(tx.db, id, {
        by: tx.actor.accountId,
        byName: tx.actor.name,
        note,
        borne,
      });
      const now = await store.findDiscrepancy(tx.db, id);
      if (now === undefined) throw noSuchDiscrepancy();
      if (!written) throw alreadyHandled(now.handledByName ?? "");

      await record(tx, {
        node: found.node,
        action: "benefits.discrepancy_handled",
        object: { type: "discrepancy", id },
        detail: { note, borneFen: borneFen ?? null },
      });
      return viewDiscrepancy(now, tx.actor);
    });
  });
}

/** Public money for a loss: only who may allow spending says so. Posts it, and says whose campaign it is. */
async function bear(tx: Tx, found: store.DiscrepancyRow, fen: number): Promise<store.Borne> {
  if (found.claimId === null || found.campaignNode === null) throw nothingToBear();
  authorise(tx.actor, mayApprove, { node: found.campaignNode });
  const { kind, campaign, fund } = await getVoucher(tx.db, found.claimId);
  if (fund === undefined) throw nothingToBear();
  const faceFen = faceValueFen(kind.benefit);
  if (fen > faceFen) throw moreThanFaceValue(faceFen);

  const reference = { type: "benefits.discrepancy", id: found.id };
  await compensate(tx, { sourceId: fund.sourceId, node: campaign.node, amountFen: fen, reference });
  return { fen, campaignId: campaign.id, kindId: kind.id };
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
      handledAt === null
        ? null
        : { at: handledAt.toISOString(), by: handledByName ?? "", note: handlingNote ?? "", borneFen: row.borneFen },
    can: {
      handle: handledAt === null && maySettle(actor, row),
      bear: handledAt === null && row.claimId !== null && isPayer(actor, row.campaignNode),
    },
  };
}

const isPayer = (actor: Actor, node: string | null) => node !== null && mayApprove(actor, { node });

const pathsOf = (actor: Actor) => (actor.kind === "till" ? [actor.node] : pathsHolding(actor, "benefits.read"));

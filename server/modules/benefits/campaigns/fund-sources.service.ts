import {
  balances,
  balancesByQuota,
  getSource,
  listSources,
  openSource,
  type Source,
  setBudgetItem,
  usedFen,
} from "#engines/funds";
import { record } from "#kernel/audit/audit";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { authorise, hasDuty, pathsHolding } from "#kernel/policy";
import { noSuchOrganisation } from "../benefits.errors.ts";
import { mayApprove } from "../benefits.policy.ts";
import { getOrganisationNode, idsOfNodes, mayPayFor } from "../organisations.ts";
import { seeingAll } from "../sight.ts";

export interface FundSourceView {
  id: string;
  name: string;
  organisationId: string;
  year: number;
  availableFen: number;
  setAsideFen: number;
  issuedFen: number;
  /** Used by members: what is still owed to merchants, and what they have been paid. */
  redeemedFen: number;
  paidFen: number;
  compensatedFen: number;
  lapsedFen: number;
  budgetItem: string;
}

/**
 * Fund sources with their money by account. With an organisation: those that may pay for its campaigns (its own and those of
 * the unions above); without: all of the actor's subtrees.
 */
export async function listFundSources(ctx: Ctx, organisationId: string | undefined): Promise<FundSourceView[]> {
  return transact(ctx, async (tx) => {
    if (organisationId === undefined) {
      const sources = [];
      for (const path of pathsHolding(tx.actor, "benefits.read")) sources.push(...(await listSources(tx, path)));
      return viewSources(tx, sources);
    }
    const node = await getOrganisationNode(tx.db, organisationId);
    if (!hasDuty(tx.actor, "benefits.read", node)) throw noSuchOrganisation();
    // Sources of unions above pay for campaigns below; whoever makes one must know what is free there.
    return seeingAll(tx, async () => {
      const [top = ""] = node.split(".");
      return viewSources(
        tx,
        (await listSources(tx, top)).filter((source) => mayPayFor(source.node, node)),
      );
    });
  });
}

/** Opens a source with its approved budget. Only who may approve campaigns may bring in money. */
export async function openFundSource(
  ctx: Ctx,
  input: { organisationId: string; name: string; year: number; budgetFen: number; budgetItem?: string | undefined },
): Promise<FundSourceView> {
  return transact(ctx, async (tx) => {
    const node = await getOrganisationNode(tx.db, input.organisationId);
    authorise(tx.actor, mayApprove, { node });

    const { name, year, budgetFen, organisationId, budgetItem = "" } = input;
    const reference = { type: "organisation", id: organisationId };
    const id = await openSource(tx, { node, name, year, budgetFen, budgetItem, reference });
    await record(tx, {
      node,
      action: "benefits.fund_source_opened",
      object: { type: "fund_source", id },
      detail: { year, budgetFen },
    });
    const [view] = await viewSources(tx, [{ id, node, name, year, budgetItem }]);
    if (view === undefined) throw noSuchOrganisation();
    return view;
  });
}

/** Says on which line of the budget the money stands. */
export async function changeBudgetItem(ctx: Ctx, id: string, budgetItem: string): Promise<FundSourceView> {
  return transact(ctx, async (tx) => {
    const source = await getSource(tx, id);
    authorise(tx.actor, mayApprove, source);

    await setBudgetItem(tx, id, budgetItem);
    await record(tx, {
      ...{ node: source.node, action: "benefits.fund_source_changed", object: { type: "fund_source", id } },
      detail: { before: source.budgetItem, after: budgetItem },
    });
    const [view] = await viewSources(tx, [{ ...source, budgetItem }]);
    if (view === undefined) throw noSuchOrganisation();
    return view;
  });
}

async function viewSources(tx: Tx, sources: Source[]): Promise<FundSourceView[]> {
  const ids = await idsOfNodes(
    tx.db,
    sources.map((source) => source.node),
  );
  const views: FundSourceView[] = [];
  for (const { id, name, node, year, budgetItem } of sources) {
    const money = await balances(tx, id);
    // What was paid without a quota was a loss that the union bears; all other payments were for what members used.
    const used = [...(await balancesByQuota(tx, id)).values()].reduce((sum, one) => sum + usedFen(one), 0);
    views.push({
      ...{ id, name, year, budgetItem, organisationId: ids.get(node) ?? "" },
      availableFen: money.budget,
      // What came back is on offer again, so it counts as set aside.
      setAsideFen: money.set_aside + money.returned + money.held,
      issuedFen: money.issued,
      redeemedFen: used,
      paidFen: money.paid,
      compensatedFen: money.compensated + money.redeemed + money.paid - used,
      lapsedFen: money.lapsed,
    });
  }
  return views;
}

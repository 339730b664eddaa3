import { balances, listSources, openSource, type Source } from "#engines/funds";
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
  redeemedFen: number;
  lapsedFen: number;
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
  input: { organisationId: string; name: string; year: number; budgetFen: number },
): Promise<FundSourceView> {
  return transact(ctx, async (tx) => {
    const node = await getOrganisationNode(tx.db, input.organisationId);
    authorise(tx.actor, mayApprove, { node });

    const { name, year, budgetFen, organisationId } = input;
    const reference = { type: "organisation", id: organisationId };
    const id = await openSource(tx, { node, name, year, budgetFen, reference });
    await record(tx, {
      node,
      action: "benefits.fund_source_opened",
      object: { type: "fund_source", id },
      detail: { year, budgetFen },
    });
    const [view] = await viewSources(tx, [{ id, node, name, year }]);
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
  for (const { id, name, node, year } of sources) {
    const money = await balances(tx, id);
    views.push({
      ...{ id, name, year, organisationId: ids.get(node) ?? "" },
      availableFen: money.budget,
      // What came back is on offer again, so it counts as set aside.
      setAsideFen: money.set_aside + money.returned + money.held,
      issuedFen: money.issued,
      redeemedFen: money.redeemed,
      lapsedFen: money.lapsed,
    });
  }
  return views;
}

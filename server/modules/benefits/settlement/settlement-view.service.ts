import { listDecisionsOf } from "#engines/decisions";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { hasDuty, pathsHolding } from "#kernel/policy";
import { noSuchOrganisation } from "../benefits.errors.ts";
import { databaseNow } from "../database-now.ts";
import { getOrganisationNode, namesOf } from "../organisations.ts";
import { seeingAll } from "../sight.ts";
import { campaignsOf } from "./campaigns.store.ts";
import { fundsDifferences } from "./funds-check.rules.ts";
import { checkCompensated, checkQuotas, paidByBooks } from "./funds-check.store.ts";
import { listOpen } from "./lines.store.ts";
import { noSuchSettlement } from "./settlement.errors.ts";
import { mayDraft } from "./settlement.policy.ts";
import { findSettlement, listSettlements, type SettlementRow, type SettlementSums } from "./settlement.store.ts";
import { listOfSettlement, type StatementRow } from "./statement.store.ts";
import { viewStatement, whatMay } from "./statement-view.service.ts";

/** The settlements of an organisation and below, or of all of the actor's subtrees, the newest first. */
export async function listSettlementViews(
  ctx: Ctx,
  query: { organisationId?: string | undefined; after?: string | undefined; limit: number },
) {
  return transact(ctx, async (tx) => {
    const paths = await pathsFor(tx, query.organisationId);
    const rows = await listSettlements(tx.db, { ...query, paths, limit: query.limit + 1 });
    const shown = rows.slice(0, query.limit);
    const nameOf = await namesOf(
      tx.db,
      shown.map((row) => row.organisationId),
    );
    return {
      items: shown.map((row) => ({ ...viewSettlement(row, nameOf), ...sumsOf(row) })),
      next: rows.length > query.limit ? (shown.at(-1)?.id ?? null) : null,
    };
  });
}

async function pathsFor(tx: Tx, organisationId: string | undefined): Promise<string[]> {
  if (organisationId === undefined) return pathsHolding(tx.actor, "benefits.read");
  const node = await getOrganisationNode(tx.db, organisationId);
  if (!hasDuty(tx.actor, "benefits.read", node)) throw noSuchOrganisation();
  return [node];
}

/** The settlement that the actor may see. Throws settlement.no_such_settlement. */
export async function getSettlement(tx: Tx, id: string): Promise<SettlementRow> {
  const settlement = await findSettlement(tx.db, id);
  if (settlement === undefined || !hasDuty(tx.actor, "benefits.read", settlement.node)) throw noSuchSettlement();
  return settlement;
}

/** One settlement with its statements, and whether tills, books and statements say the same. */
export async function getSettlementView(ctx: Ctx, id: string) {
  return transact(ctx, async (tx) => {
    const settlement = await getSettlement(tx, id);
    const nameOf = await namesOf(tx.db, [settlement.organisationId]);
    // The merchants' names and the books of a union above; the settlement itself is the actor's to see.
    return seeingAll(tx, async () => {
      const statements = await listOfSettlement(tx.db, id);
      const decisions = await listDecisionsOf(tx.db, { type: "statement", ids: statements.map((one) => one.id) });
      return {
        ...viewSettlement(settlement, nameOf),
        statements: statements.map((one) => ({
          ...viewStatement(one),
          accountChange: one.accountChange,
          can: whatMay(tx.actor, one, decisions.get(one.id) ?? []),
        })),
        check: await checkFunds(tx, settlement, statements),
        can: { draft: mayDraft(tx.actor, settlement) },
      };
    });
  });
}

async function checkFunds(tx: Tx, { organisationId }: SettlementRow, statements: readonly StatementRow[]) {
  const quotas = await checkQuotas(tx.db, organisationId);
  const compensated = await checkCompensated(tx.db, organisationId);
  const ids = statements.map((statement) => statement.id);
  const paid = await paidByBooks(tx.db, ids);
  const facts = statements.map(({ id, number, state, totalFen }) => ({
    number,
    state,
    totalFen,
    paidFen: paid.get(id) ?? 0,
  }));
  const differences = fundsDifferences({ quotas, compensated, statements: facts });
  const sum = (of: (one: (typeof quotas)[number]) => number) => quotas.reduce((total, one) => total + of(one), 0);
  return {
    ok: differences.length === 0,
    takenFen: sum((one) => one.takenFen),
    bookedFen: sum((one) => one.bookedFen),
    statedFen: sum((one) => one.statedFen),
    openFen: sum((one) => one.openFen),
    compensatedFen: compensated.bookedFen,
    differences,
  };
}

/** What a settlement of these campaigns would hold if it were opened now: the form shows it before anything is made. */
export async function previewSettlement(ctx: Ctx, { organisationId }: { organisationId: string }) {
  return transact(ctx, async (tx) => {
    const node = await getOrganisationNode(tx.db, organisationId);
    if (!hasDuty(tx.actor, "benefits.read", node)) throw noSuchOrganisation();
    const cutOff = await databaseNow(tx.db);
    return seeingAll(tx, async () => {
      const open = await listOpen(tx.db, { organisationId, cutOff, campaignIds: [] });
      const [last] = await listSettlements(tx.db, { paths: [node], limit: 1 });
      return {
        campaigns: await campaignsOf(tx.db, organisationId),
        merchants: open.map(({ merchantId, tradeName, events, offFen }) => ({
          ...{ id: merchantId, name: tradeName, lines: events, totalFen: offFen },
        })),
        lastDay: last?.toDay ?? null,
        can: { draft: mayDraft(tx.actor, { node }) },
      };
    });
  });
}

const viewSettlement = (row: SettlementRow, nameOf: (id: string) => string) => ({
  ...{
    id: row.id,
    fromDay: row.fromDay,
    toDay: row.toDay,
    state: row.state,
    merchants: row.merchants,
    drafted: row.drafted,
  },
  organisation: { id: row.organisationId, name: nameOf(row.organisationId) },
  ...{ campaignIds: row.campaignIds, createdBy: row.createdByName },
  cutOff: row.cutOff.toISOString(),
  createdAt: row.createdAt.toISOString(),
});

const sumsOf = ({ statements, totalFen, paidFen, states }: SettlementSums) => ({
  statements,
  totalFen,
  paidFen,
  states,
});

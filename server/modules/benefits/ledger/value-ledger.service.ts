import {
  type AccountKind,
  accountKinds,
  getSource,
  listEntries,
  listSources,
  type Source,
  turnoverOf,
} from "#engines/funds";
import { endOfDay, startOfDay } from "#kernel/business-day";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { hasDuty, pathsHolding } from "#kernel/policy";
import { noSuchFundSource, noSuchOrganisation } from "../benefits.errors.ts";
import { getOrganisationNode, idsOfNodes, namesOf } from "../organisations.ts";
import { seeingAll } from "../sight.ts";

export interface LedgerQuery {
  organisationId?: string | undefined;
  fromDay: string;
  toDay: string;
  year?: number | undefined;
}

/** What went into and out of each account of each source in a time, by budget item: where the money went. */
export async function getValueLedger(ctx: Ctx, query: LedgerQuery) {
  return transact(ctx, async (tx) => {
    const sources = (await sourcesFor(tx, query.organisationId)).filter(
      (source) => query.year === undefined || source.year === query.year,
    );
    // A source's entries may stand on a campaign of a union below: the source is the actor's own.
    const turnover = await seeingAll(tx, () =>
      turnoverOf(tx, {
        sourceIds: sources.map((source) => source.id),
        ...{ from: startOfDay(query.fromDay), to: endOfDay(query.toDay) },
      }),
    );
    const ids = await idsOfNodes(
      tx.db,
      sources.map((source) => source.node),
    );
    const nameOf = await namesOf(tx.db, [...ids.values()]);
    return {
      ...{ fromDay: query.fromDay, toDay: query.toDay },
      items: sources.map((source) => {
        const organisationId = ids.get(source.node) ?? "";
        return {
          ...{ id: source.id, name: source.name, year: source.year, budgetItem: source.budgetItem },
          organisation: { id: organisationId, name: nameOf(organisationId) },
          accounts: accountKinds.map((account) =>
            accountOf(
              account,
              turnover.find((one) => one.sourceId === source.id && one.account === account),
            ),
          ),
        };
      }),
    };
  });
}

function accountOf(account: AccountKind, found: { openingFen: number; inFen: number; outFen: number } | undefined) {
  const { openingFen, inFen, outFen } = found ?? { openingFen: 0, inFen: 0, outFen: 0 };
  return { account, openingFen, inFen, outFen, closingFen: openingFen + inFen - outFen };
}

async function sourcesFor(tx: Tx, organisationId: string | undefined): Promise<Source[]> {
  const paths =
    organisationId === undefined ? pathsHolding(tx.actor, "benefits.read") : [await ownNode(tx, organisationId)];
  const sources = new Map<string, Source>();
  for (const path of paths) for (const source of await listSources(tx, path)) sources.set(source.id, source);
  return [...sources.values()];
}

async function ownNode(tx: Tx, organisationId: string): Promise<string> {
  const node = await getOrganisationNode(tx.db, organisationId);
  if (!hasDuty(tx.actor, "benefits.read", node)) throw noSuchOrganisation();
  return node;
}

export interface EntryQuery {
  fundSourceId: string;
  account: AccountKind;
  fromDay: string;
  toDay: string;
  after?: string | undefined;
  limit: number;
}

/** The entries behind one figure of the ledger. */
export async function listLedgerEntries(ctx: Ctx, query: EntryQuery) {
  return transact(ctx, async (tx) => {
    const source = await getSource(tx, query.fundSourceId);
    if (!hasDuty(tx.actor, "benefits.read", source.node)) throw noSuchFundSource();
    const { account, after, limit } = query;
    const rows = await seeingAll(tx, () =>
      listEntries(tx, {
        ...{ sourceId: source.id, account, after, limit: limit + 1 },
        ...{ from: startOfDay(query.fromDay), to: endOfDay(query.toDay) },
      }),
    );
    const shown = rows.slice(0, limit);
    return {
      items: shown.map(({ quotaId, at, ...entry }) => ({ ...entry, releaseId: quotaId, at: at.toISOString() })),
      next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
    };
  });
}

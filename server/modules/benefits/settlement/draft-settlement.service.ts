import { record } from "#kernel/audit/audit";
import { addDays, dayOf, endOfDay, startOfDay } from "#kernel/business-day";
import { type Ctx, serverSight, type Tx, transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { authorise } from "#kernel/policy";
import { noSuchCampaign } from "../benefits.errors.ts";
import { databaseNow } from "../database-now.ts";
import { getOrganisationNode } from "../organisations.ts";
import { seeingAll } from "../sight.ts";
import { campaignsOf } from "./campaigns.store.ts";
import { chainOf, type Line, numberOf, totalsOf } from "./lines.rules.ts";
import {
  deleteLines,
  gatherLines,
  insertLines,
  listOpen,
  type OpenOfMerchant,
  type StoredLine,
} from "./lines.store.ts";
import { noSuchSettlement, nothingToSettle, periodAhead, periodWrong } from "./settlement.errors.ts";
import { mayDraft } from "./settlement.policy.ts";
import {
  findSettlement,
  finishDrafting,
  insertSettlement,
  lockUnion,
  type SettlementRow,
  setDrafted,
  setMerchants,
  takeNumber,
} from "./settlement.store.ts";
import { findStatement, hasStatement, insertStatement, type StatementRow, updateStatement } from "./statement.store.ts";
import { writeStep } from "./statement-steps.ts";

export interface NewSettlementInput {
  organisationId: string;
  fromDay: string;
  toDay: string;
  /** Empty: all campaigns of the union. */
  campaignIds: string[];
}

/** Lets a job draft a settlement's statements. */
export type DraftLater = (tx: Tx, settlementId: string) => Promise<unknown>;

/** More than these are drafted by a job, while the page shows how far it is. */
const draftedAtOnce = 30;

/**
 * Settles a period with every merchant: each gets a draft of what happened up to its end, or up to now, and stands on no
 * statement yet. Throws settlement.period_wrong, settlement.period_ahead, settlement.nothing_to_settle.
 */
export async function openSettlement(ctx: Ctx, input: NewSettlementInput, later?: DraftLater): Promise<string> {
  const { id, put } = await transact(ctx, async (tx) => {
    const begun = await beginSettlement(tx, input);
    const many = later !== undefined && begun.merchants > draftedAtOnce;
    // With the settlement itself: one that a crash leaves behind has its job.
    if (many) await later(tx, begun.id);
    return { id: begun.id, put: many };
  });
  if (!put) await draftStatements(ctx, id);
  return id;
}

async function beginSettlement(tx: Tx, input: NewSettlementInput): Promise<{ id: string; merchants: number }> {
  const node = await getOrganisationNode(tx.db, input.organisationId);
  const now = await databaseNow(tx.db);
  authorise(tx.actor, mayDraft, { node });
  if (input.fromDay > input.toDay || addDays(input.fromDay, 400) < input.toDay) throw periodWrong();
  if (input.toDay > dayOf(now)) throw periodAhead();
  const known = await campaignsOf(tx.db, input.organisationId);
  if (input.campaignIds.some((id) => !known.some((campaign) => campaign.id === id))) throw noSuchCampaign();
  const cutOff = new Date(Math.min(endOfDay(input.toDay).getTime(), now.getTime()));
  const open = await seeingAll(tx, () => listOpen(tx.db, { ...input, cutOff }));
  if (open.length === 0) throw nothingToSettle();

  const { id: by, name } = accountIn(tx);
  const row = { ...input, id: uuidv7(), node, cutOff, createdBy: by, createdByName: name };
  await insertSettlement(tx.db, row);
  await setMerchants(tx.db, row.id, open.length);
  await record(tx, {
    ...{ node, action: "settlement.opened", object: { type: "settlement", id: row.id } },
    detail: { fromDay: input.fromDay, toDay: input.toDay, merchants: open.length },
  });
  return { id: row.id, merchants: open.length };
}

/** Makes the drafts that a settlement still lacks, each in its own transaction; may be begun again after a crash. */
export async function draftStatements(ctx: Ctx, settlementId: string): Promise<void> {
  const settlement = await transact(ctx, (tx) => findSettlement(tx.db, settlementId));
  if (settlement === undefined) throw noSuchSettlement();
  // What a till took belongs to the merchant; that this union settles it was authorised when the settlement was opened.
  const seeing = serverSight(ctx);
  const open = await transact(seeing, (tx) => listOpen(tx.db, settlement));
  const before = Math.max(0, settlement.merchants - open.length);
  for (const [index, merchant] of open.entries()) {
    await transact(seeing, (tx) => draftStatement(tx, settlement, merchant));
    await transact(ctx, (tx) => setDrafted(tx.db, settlement.id, Math.min(before + index + 1, settlement.merchants)));
  }
  await transact(ctx, (tx) => finishDrafting(tx.db, settlement.id));
}

/** A number and the lines of one merchant. A second settlement of the same days waits, and then finds them taken. */
async function draftStatement(tx: Tx, settlement: SettlementRow, merchant: OpenOfMerchant): Promise<void> {
  await lockUnion(tx.db, settlement.node);
  // Begun again after a crash: what a till has brought in since is for the next period.
  if (await hasStatement(tx.db, { settlementId: settlement.id, merchantId: merchant.merchantId })) return;
  const id = uuidv7();
  const lines = await gather(tx, settlement, { merchantId: merchant.merchantId, statementId: id });
  if (lines.length === 0) return;

  const year = Number(settlement.toDay.slice(0, 4));
  const sequence = await takeNumber(tx.db, settlement.node, year);
  const account = accountIn(tx);
  await insertStatement(tx.db, {
    ...{ id, settlementId: settlement.id, node: settlement.node, merchantId: merchant.merchantId },
    ...{ merchantNode: merchant.node, year, sequence, number: numberOf(year, sequence) },
    // A job works for the person who opened the settlement, who takes none of the later steps.
    draftedBy: account.id ?? settlement.createdBy,
    draftedByName: account.id === null ? settlement.createdByName : account.name,
  });
  const statement = await getStatement(tx, id);
  await writeLines(tx, statement, lines);
  await writeStep(tx, await getStatement(tx, id), { step: "drafted" });
}

/** The lines of a draft made again from what happened; gives their number. `tx` has the server's sight. */
export async function makeLinesAgain(tx: Tx, statement: StatementRow): Promise<number> {
  await lockUnion(tx.db, statement.node);
  await deleteLines(tx.db, statement.id);
  const settlement = await findSettlement(tx.db, statement.settlementId);
  if (settlement === undefined) throw noSuchSettlement();
  const lines = await gather(tx, settlement, { merchantId: statement.merchantId, statementId: statement.id });
  await writeLines(tx, statement, lines);
  return lines.length;
}

const gather = (tx: Tx, settlement: SettlementRow, of: { merchantId: string; statementId: string }): Promise<Line[]> =>
  gatherLines(tx.db, { ...settlement, ...of, from: startOfDay(settlement.fromDay) });

async function writeLines(tx: Tx, statement: StatementRow, lines: readonly Line[]): Promise<void> {
  const { hashes } = chainOf(statement, lines);
  const stored = lines.map((line, index): StoredLine => {
    const hash = hashes[index];
    if (hash === undefined) throw new Error("a line has no hash");
    return { ...line, id: uuidv7(), position: index + 1, hash };
  });
  if (stored.length > 0) {
    const { id: statementId, node, merchantNode } = statement;
    await insertLines(tx.db, { statementId, node, merchantNode }, stored);
  }
  await updateStatement(tx.db, statement.id, totalsOf(lines));
}

async function getStatement(tx: Tx, id: string): Promise<StatementRow> {
  const found = await findStatement(tx.db, id);
  if (found === undefined) throw new Error("the statement is gone");
  return found;
}

const accountIn = ({ actor }: Tx): { id: string | null; name: string } =>
  actor.kind === "staff" ? { id: actor.accountId, name: actor.name } : { id: null, name: actor.kind };

import { type Decision, listDecisions, mayStillDecide } from "#engines/decisions";
import type { Actor } from "#kernel/actor";
import { dayOf, startOfDay } from "#kernel/business-day";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { can, hasDuty } from "#kernel/policy";
import type { Secrets } from "#kernel/secrets/secrets";
import { databaseNow } from "../database-now.ts";
import { fullNameOf } from "../organisations.ts";
import { seeingAll } from "../sight.ts";
import { moneyInCapitals } from "./capitals.rules.ts";
import { type DifferenceRow, differencesOf } from "./differences.store.ts";
import { subtotals } from "./lines.rules.ts";
import { linesOf, type ShownLine } from "./lines.store.ts";
import { maskedPayee, payeeOn } from "./payee.ts";
import { noSuchStatement } from "./settlement.errors.ts";
import { isStep, maySeeAccount, statementPolicy } from "./settlement.policy.ts";
import { type Payee, steps } from "./statement.rules.ts";
import {
  type DisputeRow,
  findStatement,
  listDisputes,
  listSteps,
  type StatementRow,
  type StepRow,
} from "./statement.store.ts";

/** Everything about one statement that a person reads or a workbook shows, besides names of its union. */
export interface WholeStatement {
  statement: StatementRow;
  union: string;
  payee: Payee;
  lines: ShownLine[];
  differences: DifferenceRow[];
  disputes: DisputeRow[];
  history: StepRow[];
  decisions: Decision[];
}

/** One statement with all that belongs to it. The caller has found it among what the actor may see. */
export async function loadWhole(tx: Tx, secrets: Secrets, statement: StatementRow): Promise<WholeStatement> {
  // Names of stores and of the merchant are not the union's rows; the statement is.
  return seeingAll(tx, async () => {
    const { id, merchantId, node, fromDay, cutOff } = statement;
    return {
      statement,
      union: await fullNameOf(tx.db, statement.organisationId),
      payee: await payeeOf(tx, secrets, statement),
      lines: (await linesOf(tx.db, [id])).get(id) ?? [],
      differences: await differencesOf(tx.db, { merchantId, node, from: startOfDay(fromDay), to: cutOff }),
      disputes: await listDisputes(tx.db, id),
      history: await listSteps(tx.db, id),
      decisions: await listDecisions(tx.db, { type: "statement", id }),
    };
  });
}

/** The papers of the day on which the merchant confirmed; until then those of today. The account is kept sealed elsewhere. */
async function payeeOf(tx: Tx, secrets: Secrets, { merchantId, payee }: StatementRow): Promise<Payee> {
  const day = payee?.accountTail == null ? dayOf(await databaseNow(tx.db)) : payee.accountOn;
  const known = await payeeOn(tx.db, secrets, { merchantId, day });
  return payee?.accountTail == null ? known : { ...payee, account: known.account };
}

/** The statement that a member of staff may see. Throws settlement.no_such_statement. */
export async function getForStaff(tx: Tx, id: string): Promise<StatementRow> {
  const statement = await findStatement(tx.db, id);
  if (statement === undefined || !hasDuty(tx.actor, "benefits.read", statement.node)) throw noSuchStatement();
  return statement;
}

/** One statement as the union reads it. */
export async function getStatementView(ctx: Ctx, secrets: Secrets, id: string) {
  return transact(ctx, async (tx) => {
    const whole = await loadWhole(tx, secrets, await getForStaff(tx, id));
    return {
      ...viewWhole(whole),
      payee: maskedPayee(whole.payee),
      draftedBy: whole.statement.draftedByName,
      history: whole.history.map(viewStep),
      decisions: whole.decisions.map(({ step, verdict, note, file, by, at, revision }) => ({
        ...{ step, verdict, note, revision, by: by.name, at: at.toISOString() },
        file: file === null ? null : { id: file.id, name: file.name },
      })),
      can: {
        ...whatMay(tx.actor, whole.statement, whole.decisions),
        account: whole.payee.account !== null && maySeeAccount(tx.actor, whole.statement),
      },
    };
  });
}

/** Lines of a statement after a position. */
export async function listLineViews(ctx: Ctx, given: { id: string; after: number; limit: number }) {
  return transact(ctx, async (tx) => {
    const { id } = await getForStaff(tx, given.id);
    return pageOfLines((await linesOf(tx.db, [id])).get(id) ?? [], given);
  });
}

export const pageOfLines = (lines: readonly ShownLine[], { after, limit }: { after: number; limit: number }) => {
  const items = lines.slice(after, after + limit).map(viewLine);
  const end = after + items.length;
  return { items, next: end < lines.length ? end : null };
};

/** What union and merchant both read. */
export function viewWhole({ statement, union, payee, lines, differences, disputes }: WholeStatement) {
  return {
    ...viewStatement(statement),
    union,
    payee,
    accountChange: statement.accountChange,
    capitals: moneyInCapitals(statement.totalFen),
    cutOff: statement.cutOff.toISOString(),
    subtotals: {
      stores: subtotals(lines, (line) => ({ id: line.storeId, name: line.storeName })),
      kinds: subtotals(lines, (line) => ({ id: line.kindId, name: `${line.campaignTitle} · ${line.kindTitle}` })),
      sources: subtotals(lines, (line) => ({ id: line.fundSourceId, name: line.fundName })),
    },
    differences: differences.map(viewDifference),
    disputes: disputes.map(viewDispute),
  };
}

export function viewStatement(statement: StatementRow) {
  const { id, settlementId, number, revision, state, fromDay, toDay, lines, amountFen, totalFen } = statement;
  const { invoiceNumber, invoiceOn, invoiceFileId, paidOn, bankReference, confirmedAt, confirmedByName } = statement;
  return {
    ...{ id, settlementId, number, revision, state, fromDay, toDay, lines, amountFen, totalFen },
    organisationId: statement.organisationId,
    merchant: { id: statement.merchantId, name: statement.tradeName },
    digest: statement.digest?.toString("hex") ?? null,
    confirmed: confirmedAt === null ? null : { at: confirmedAt.toISOString(), by: confirmedByName ?? "" },
    invoice:
      invoiceNumber === null || invoiceOn === null
        ? null
        : { number: invoiceNumber, on: invoiceOn, fileId: invoiceFileId },
    payment: paidOn === null || bankReference === null ? null : { paidOn, bankReference },
    createdAt: statement.createdAt.toISOString(),
  };
}

export const viewLine = (line: ShownLine) => ({
  ...{ id: line.id, position: line.position, kind: line.kind, late: line.late, offline: line.offline },
  at: line.at.toISOString(),
  store: { id: line.storeId, name: line.storeName },
  clerk: line.clerkName,
  voucher: voucherNumber(line.claimId),
  ...{ kindTitle: line.kindTitle, faceFen: line.faceFen, campaign: { id: line.campaignId, title: line.campaignTitle } },
  fund: { id: line.fundSourceId, name: line.fundName },
  ...{ amountFen: line.amountFen, offFen: line.offFen, receipt: line.receipt, note: line.note },
  corrects:
    line.correctsNumber === null || line.correctsPosition === null
      ? null
      : { number: line.correctsNumber, position: line.correctsPosition },
});

/** The last letters of a claim's id: enough to find it, short enough to read out. */
export const voucherNumber = (claimId: string): string => claimId.replaceAll("-", "").slice(-10).toUpperCase();

const viewDifference = (one: DifferenceRow) => ({
  ...{ id: one.id, store: one.storeName, clerk: one.clerkName, amountFen: one.amountFen, outcome: one.outcome },
  ...{ problem: one.problem, at: one.acceptedAt.toISOString() },
  handled:
    one.handledAt === null
      ? null
      : {
          at: one.handledAt.toISOString(),
          note: one.handlingNote ?? "",
          borneBy: one.borneBy ?? ("merchant" as const),
          borneFen: one.borneFen,
        },
});

const viewDispute = (dispute: DisputeRow) => ({
  ...{ id: dispute.id, revision: dispute.revision, position: dispute.position, reason: dispute.reason },
  ...{ by: dispute.raisedByName, at: dispute.raisedAt.toISOString(), leftOut: dispute.leftOut },
  answer:
    dispute.answer === null || dispute.answeredAt === null
      ? null
      : { text: dispute.answer, by: dispute.answeredByName ?? "", at: dispute.answeredAt.toISOString() },
});

export const viewStep = (step: StepRow) => ({
  ...{
    id: step.id,
    step: step.step,
    revision: step.revision,
    by: step.byName,
    byMerchant: step.byClerk,
    note: step.note,
    fileId: step.fileId,
  },
  ...{ totalFen: step.totalFen, at: step.at.toISOString() },
});

/** What this person may do now: their duty, the state, and that another person took the steps before. */
export function whatMay(actor: Actor, statement: StatementRow, decisions: readonly Decision[]) {
  const allowed = can(actor, statementPolicy, statement);
  if (actor.kind !== "staff") return allowed;
  for (const act of Object.keys(allowed) as (keyof typeof allowed)[]) {
    if (!isStep(act)) continue;
    const wanted = {
      ...{ revision: statement.revision, by: actor.accountId, ...steps[act] },
      notBy: statement.draftedBy === null || act === "lock" ? [] : [statement.draftedBy],
    };
    const history = decisions.map(({ revision, step, verdict, by, distinctFrom }) => ({
      revision,
      step,
      verdict,
      by,
      distinctFrom,
    }));
    allowed[act] = allowed[act] && mayStillDecide(wanted, history);
  }
  return allowed;
}

import { recordDecision, type Verdict } from "#engines/decisions";
import { pay } from "#engines/funds";
import { dayOf } from "#kernel/business-day";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { authorise } from "#kernel/policy";
import type { Secrets } from "#kernel/secrets/secrets";
import { databaseNow } from "../database-now.ts";
import { seeingAll } from "../sight.ts";
import { openAgain } from "./hand-over.service.ts";
import { linesOf } from "./lines.store.ts";
import { payeeOn } from "./payee.ts";
import { accountUnseen, notReadyToPay, paidInFuture } from "./settlement.errors.ts";
import { mayDo } from "./settlement.policy.ts";
import { missingForPayment, type Payee, type Step, steps } from "./statement.rules.ts";
import { type StatementRow, updateStatement } from "./statement.store.ts";
import { assertMayHappen, getLockedForStaff, writeStep } from "./statement-steps.ts";

export interface Decide {
  id: string;
  /** Of the lines that were read. */
  revision: number;
  step: Step;
  verdict: Verdict;
  note: string;
  /** A file of the purpose decisions.document: minutes, or the bank's receipt. */
  fileId: string | null;
  /** Whoever reviews has looked at an account that changed in the period. */
  accountSeen?: boolean | undefined;
  /** Of a payment. */
  paidOn?: string | undefined;
  bankReference?: string | undefined;
}

/**
 * One step of the union towards payment, each by another person; a refusal leads back to a draft of the next revision.
 * Throws settlement.wrong_state, settlement.changed_meanwhile, settlement.account_unseen {since},
 * settlement.not_ready_to_pay {what}, settlement.paid_in_future, and what decisions throw.
 */
export async function decideStatement(ctx: Ctx, secrets: Secrets, given: Decide): Promise<void> {
  await transact(ctx, async (tx) => {
    const statement = await getLockedForStaff(tx, given.id);
    authorise(tx.actor, mayDo(given.step), statement);
    assertMayHappen(statement, given.step, given.revision);

    const { step, distinctFrom } = steps[given.step];
    await recordDecision(tx, {
      ...{ object: { type: "statement", id: statement.id }, node: statement.node, revision: statement.revision },
      ...{ step, verdict: given.verdict, note: given.note, fileId: given.fileId, distinctFrom },
      notBy: statement.draftedBy === null || given.step === "lock" ? [] : [statement.draftedBy],
    });
    if (given.verdict === "passed") {
      await assertReady(tx, secrets, statement, given);
      await pass(tx, statement, given);
    } else await updateStatement(tx.db, statement.id, openAgain(statement).change);

    const name = given.verdict === "passed" ? step : "refused";
    await writeStep(tx, await getLockedForStaff(tx, given.id), { step: name, note: given.note || undefined });
  });
}

async function assertReady(tx: Tx, secrets: Secrets, statement: StatementRow, given: Decide): Promise<void> {
  const { accountChange } = statement;
  if (given.step === "review" && accountChange !== null && given.accountSeen !== true)
    throw accountUnseen(accountChange.since);
  if (given.step === "approve") {
    const payee = await keepPayee(tx, secrets, statement);
    const [missing] = missingForPayment({ ...statement, payee });
    if (missing !== undefined) throw notReadyToPay(missing);
  }
  if (given.step !== "pay") return;
  if (given.paidOn === undefined || given.bankReference === undefined) throw notReadyToPay("reference");
  if (given.paidOn > dayOf(await databaseNow(tx.db))) throw paidInFuture();
}

/** Who confirmed without an account on record is paid into the one that has come since: whoever approves has it before them. */
async function keepPayee(tx: Tx, secrets: Secrets, { id, merchantId, payee }: StatementRow): Promise<Payee | null> {
  if (payee?.accountTail != null) return payee;
  const day = dayOf(await databaseNow(tx.db));
  const now = await seeingAll(tx, () => payeeOn(tx.db, secrets, { merchantId, day }));
  await updateStatement(tx.db, id, { payee: { ...now, account: null } });
  return now;
}

async function pass(tx: Tx, statement: StatementRow, given: Decide): Promise<void> {
  const { step } = steps[given.step];
  const { paidOn = null, bankReference = null } = given;
  await updateStatement(tx.db, statement.id, {
    state: step,
    ...(given.step === "pay" ? { paidOn, bankReference } : {}),
  });
  if (given.step === "pay") await bookPayment(tx, statement);
}

/** What was owed is paid, per source and quota, so that the books of each release still agree with its counts. */
async function bookPayment(tx: Tx, statement: StatementRow): Promise<void> {
  const lines = (await linesOf(tx.db, [statement.id])).get(statement.id) ?? [];
  const sums = new Map<string, { sourceId: string; quotaId: string | undefined; amountFen: number }>();
  for (const { fundSourceId, quotaId, offFen } of lines) {
    const key = `${fundSourceId} ${quotaId ?? ""}`;
    const sum = sums.get(key) ?? { sourceId: fundSourceId, quotaId: quotaId ?? undefined, amountFen: 0 };
    sum.amountFen += offFen;
    sums.set(key, sum);
  }
  const reference = { type: "benefits.statement", id: statement.id };
  // The source may be that of a union above, whose books this account need not see.
  await seeingAll(tx, async () => {
    for (const one of sums.values()) await pay(tx, { ...one, node: statement.node, reference });
  });
}

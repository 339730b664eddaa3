import { recordDecision } from "#engines/decisions";
import { type Ctx, serverSight, type Tx, transact } from "#kernel/context";
import { exchangeFile } from "#kernel/files/files";
import { authorise } from "#kernel/policy";
import { forbidden } from "#kernel/problem";
import { makeLinesAgain } from "./draft-settlement.service.ts";
import { chainOf } from "./lines.rules.ts";
import { deleteLines, linesOf } from "./lines.store.ts";
import { answersMissing, noSuchDispute, nothingToSettle } from "./settlement.errors.ts";
import { invoiceFile } from "./settlement.files.ts";
import { mayDo, type StaffAct } from "./settlement.policy.ts";
import { answerOf, listDisputes, type StatementChange, type StatementRow, updateStatement } from "./statement.store.ts";
import { assertMayHappen, getLockedForStaff, type StepDone, writeStep } from "./statement-steps.ts";

interface Given {
  id: string;
  /** Of the lines that were read. */
  revision: number;
}

/** Freezes the lines under a digest and gives them to the merchant. Throws settlement.wrong_state, settlement.changed_meanwhile. */
export const sendStatement = (ctx: Ctx, given: Given): Promise<void> =>
  act(ctx, "send", given, async (tx, statement) => {
    const lines = (await linesOf(tx.db, [statement.id])).get(statement.id) ?? [];
    if (lines.length === 0) throw nothingToSettle();
    // Whoever sends answers for the lines: the steps that follow are other people's.
    await recordDecision(tx, {
      ...{ object: { type: "statement", id: statement.id }, node: statement.node, revision: statement.revision },
      ...{ step: "drafted", verdict: "passed", distinctFrom: [] },
    });
    return { change: { state: "sent", digest: chainOf(statement, lines).digest }, step: "sent" };
  });

/** Takes a statement back before the merchant has confirmed it; its lines can be made again then. */
export const recallStatement = (ctx: Ctx, given: Given & { reason: string }): Promise<void> =>
  act(ctx, "recall", given, async (_tx, statement) => ({
    ...openAgain(statement),
    step: "recalled",
    note: given.reason,
  }));

/** Makes the lines of a draft again, or of a disputed statement once every objection has its answer. */
export const redraftStatement = (ctx: Ctx, given: Given): Promise<void> =>
  act(serverSightOf(ctx), "redraft", given, async (tx, statement) => {
    if (statement.state === "disputed") {
      const open = (await listDisputes(tx.db, statement.id)).filter((dispute) => dispute.answer === null);
      if (open.length > 0) throw answersMissing(open.length);
    }
    const { change } = openAgain(statement);
    await updateStatement(tx.db, statement.id, change);
    await makeLinesAgain(tx, { ...statement, ...change });
    return { change: {}, step: "redrafted" };
  });

/** Gives a draft up. Its number stays its own, its lines are open again. */
export const discardStatement = (ctx: Ctx, given: Given & { reason: string }): Promise<void> =>
  act(ctx, "discard", given, async (tx, statement) => {
    await deleteLines(tx.db, statement.id);
    return { change: { state: "void", lines: 0, amountFen: 0, totalFen: 0 }, step: "discarded", note: given.reason };
  });

/** Says what becomes of a merchant's objection: the line stays, with the reason, or is left out for a later period. */
export async function answerDispute(
  ctx: Ctx,
  given: { id: string; disputeId: string; answer: string; leaveOut: boolean },
): Promise<void> {
  await transact(ctx, async (tx) => {
    const statement = await getLockedForStaff(tx, given.id);
    authorise(tx.actor, mayDo("answer"), statement);
    assertMayHappen(statement, "answer");
    if (tx.actor.kind !== "staff") throw forbidden("access.forbidden");
    const dispute = (await listDisputes(tx.db, statement.id)).find((one) => one.id === given.disputeId);
    if (dispute === undefined) throw noSuchDispute();

    const leftOut = given.leaveOut && dispute.sourceId !== null;
    const by = { by: tx.actor.accountId, byName: tx.actor.name };
    if (!(await answerOf(tx.db, dispute.id, { answer: given.answer, leftOut, ...by }))) throw noSuchDispute();
    await writeStep(tx, statement, { step: "dispute_answered", note: given.answer });
  });
}

export interface Invoice {
  id: string;
  number: string;
  on: string;
  fileId: string | null;
}

/** What the merchant billed: number, day and a picture of it. */
export const noteInvoice = (ctx: Ctx, { id, number, on, fileId }: Invoice): Promise<void> =>
  act(ctx, "invoice", { id }, async (tx, statement) => {
    await exchangeFile(tx, {
      ...{ purpose: invoiceFile.name, node: statement.node, owner: `statement:${id}`, published: false },
      ...{ before: statement.invoiceFileId, after: fileId },
    });
    const change = { invoiceNumber: number, invoiceOn: on, invoiceFileId: fileId };
    return { change, step: "invoice_noted", note: number };
  });

/** Back to a draft of the next revision; nothing that was said about the lines before holds for the new ones. */
export const openAgain = (statement: StatementRow): { change: StatementChange } => ({
  change: {
    ...{ state: "draft", digest: null, revision: statement.revision + 1, payee: null, accountChange: null },
    ...{ confirmedAt: null, confirmedBy: null, confirmedByName: null },
  },
});

type Done = StepDone & { change: StatementChange };

/** One act of the union on its own draft: load, authorise, decide, write, announce. */
async function act(
  ctx: Ctx,
  what: StaffAct,
  { id, revision }: { id: string; revision?: number },
  decide: (tx: Tx, statement: StatementRow) => Promise<Done>,
): Promise<void> {
  await transact(ctx, async (tx) => {
    const statement = await getLockedForStaff(tx, id);
    authorise(tx.actor, mayDo(what), statement);
    assertMayHappen(statement, what, revision);

    const { change, ...step } = await decide(tx, statement);
    if (Object.keys(change).length > 0) await updateStatement(tx.db, id, change);
    await writeStep(tx, await getLockedForStaff(tx, id), step);
  });
}

/** What tills took is the merchants'; that this union may settle it is authorised with the statement. */
const serverSightOf = (ctx: Ctx): Ctx => serverSight(ctx);

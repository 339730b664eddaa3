import { changeBudget, getSource } from "#engines/funds";
import type { Actor, StaffActor } from "#kernel/actor";
import { record } from "#kernel/audit/audit";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { exchangeFile } from "#kernel/files/files";
import { uuidv7 } from "#kernel/ids";
import { announce } from "#kernel/outbox/outbox";
import { authorise, hasDuty, pathsHolding } from "#kernel/policy";
import { forbidden } from "#kernel/problem";
import { makerCannotCheck, noSuchFundChange, wrongState } from "../benefits.errors.ts";
import { mayApprove } from "../benefits.policy.ts";
import * as store from "./fund-change.store.ts";
import { fundDocument } from "./ledger.files.ts";

export interface AskFundChange {
  sourceId: string;
  /** Above zero adds; below zero takes from what is free. */
  amountFen: number;
  kind: "added" | "corrected";
  reason: string;
  /** The number of the paper that allows it. */
  document: string;
  fileId: string | null;
}

const most = 100;

/** Asks for more money on a source, or for a correction; the books change when a second person has allowed it. */
export async function askFundChange(ctx: Ctx, input: AskFundChange): Promise<View> {
  return transact(ctx, async (tx) => {
    const source = await getSource(tx, input.sourceId);
    const staff = staffOf(tx.actor);
    if (!mayAsk(tx.actor, source)) throw forbidden("access.forbidden");

    const row = { ...input, id: uuidv7(), node: source.node, askedBy: staff.accountId, askedByName: staff.name };
    await exchangeFile(tx, {
      ...{ purpose: fundDocument.name, node: source.node, owner: `fund_change:${row.id}`, published: false },
      ...{ before: null, after: input.fileId },
    });
    await store.insertFundChange(tx.db, row);
    await note(tx, await getLocked(tx, row.id), "benefits.fund_change_asked");
    return view(await getLocked(tx, row.id), tx.actor);
  });
}

/**
 * The second person's answer. Throws benefits.no_such_fund_change, benefits.maker_cannot_check, benefits.wrong_state and, when
 * more is taken than is free, funds.budget_exceeded.
 */
export async function answerFundChange(
  ctx: Ctx,
  { id, verdict, note: said }: { id: string; verdict: "passed" | "refused"; note: string },
): Promise<View> {
  return transact(ctx, async (tx) => {
    const change = await getLocked(tx, id);
    authorise(tx.actor, mayApprove, change);
    const staff = staffOf(tx.actor);
    if (change.askedBy === staff.accountId) throw makerCannotCheck();
    if (change.state !== "asked") throw wrongState(change.state, "decide");

    const passed = verdict === "passed";
    const reference = { type: "benefits.fund_change", id };
    if (passed) await changeBudget(tx, { sourceId: change.sourceId, amountFen: change.amountFen, reference });
    const decided = { by: staff.accountId, byName: staff.name, note: said === "" ? null : said };
    await store.decideFundChange(tx.db, id, { state: passed ? "approved" : "refused", ...decided });
    await note(tx, change, passed ? "benefits.fund_change_approved" : "benefits.fund_change_refused");
    return view(await getLocked(tx, id), tx.actor);
  });
}

/** Changes that wait, and those that were decided, of the actor's subtrees. */
export async function listFundChangeViews(ctx: Ctx): Promise<{ items: View[] }> {
  return transact(ctx, async (tx) => {
    const rows = await store.listFundChanges(tx.db, pathsHolding(tx.actor, "benefits.read"), most);
    return { items: rows.map((row) => view(row, tx.actor)) };
  });
}

/** Whoever makes campaigns or allows them may ask; only another one who may allow says yes. */
const mayAsk = (actor: Actor, { node }: { node: string }) =>
  hasDuty(actor, "benefits.manage", node) || hasDuty(actor, "benefits.funds", node);

async function getLocked(tx: Tx, id: string): Promise<store.FundChangeRow> {
  const change = await store.lockFundChange(tx.db, id);
  if (change === undefined || !hasDuty(tx.actor, "benefits.read", change.node)) throw noSuchFundChange();
  return change;
}

async function note(tx: Tx, change: store.FundChangeRow, action: string): Promise<void> {
  const { id, node, sourceId, amountFen, kind, document } = change;
  await record(tx, {
    ...{ node, action, object: { type: "fund_source", id: sourceId } },
    detail: { changeId: id, amountFen, kind, document },
  });
  await announce(tx, action, { node, sourceId, changeId: id });
}

function staffOf(actor: Actor): StaffActor {
  if (actor.kind !== "staff") throw forbidden("access.forbidden");
  return actor;
}

type View = ReturnType<typeof view>;

function view(row: store.FundChangeRow, actor: Actor) {
  const { id, sourceId, sourceName, amountFen, kind, reason, document, fileId, state, askedByName, decidedByName } =
    row;
  const isOther = actor.kind === "staff" && actor.accountId !== row.askedBy;
  return {
    ...{ id, sourceId, sourceName, amountFen, kind, reason, document, fileId, state, askedBy: askedByName },
    askedAt: row.askedAt.toISOString(),
    decided:
      row.decidedAt === null
        ? null
        : { by: decidedByName ?? "", at: row.decidedAt.toISOString(), note: row.decisionNote },
    can: { decide: state === "asked" && isOther && mayApprove(actor, row) },
  };
}

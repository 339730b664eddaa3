import { record } from "#kernel/audit/audit";
import type { Tx } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { announce } from "#kernel/outbox/outbox";
import { hasDuty } from "#kernel/policy";
import { changedMeanwhile, noSuchStatement, wrongState } from "./settlement.errors.ts";
import { type Act, mayHappen } from "./statement.rules.ts";
import { insertStep, lockStatement, type StatementRow } from "./statement.store.ts";

/** The statement that a member of staff may see, held until the end. Throws settlement.no_such_statement. */
export async function getLockedForStaff(tx: Tx, id: string): Promise<StatementRow> {
  const statement = await lockStatement(tx.db, id);
  if (statement === undefined || !hasDuty(tx.actor, "benefits.read", statement.node)) throw noSuchStatement();
  return statement;
}

/** Throws settlement.wrong_state when the act does not fit, settlement.changed_meanwhile when other lines were read. */
export function assertMayHappen(statement: StatementRow, act: Act, revision = statement.revision): void {
  if (!mayHappen(act, statement.state)) throw wrongState(statement.state, act);
  if (revision !== statement.revision) throw changedMeanwhile();
}

export interface StepDone {
  step: string;
  note?: string | undefined;
  /** The clerk, when somebody of the merchant took the step. */
  clerk?: { id: string; name: string };
  /** The paper that the step rests on, where it is none of the union's decisions. */
  fileId?: string;
}

/** History, audit and event of one step; `statement` is as the step leaves it. */
export async function writeStep(
  tx: Tx,
  statement: StatementRow,
  { step, note, clerk, fileId }: StepDone,
): Promise<void> {
  const { id, node, merchantNode, revision, totalFen, digest } = statement;
  const staff = tx.actor.kind === "staff" ? { id: tx.actor.accountId, name: tx.actor.name } : undefined;
  const by = clerk ?? staff ?? { id: null, name: tx.actor.kind };
  await insertStep(tx.db, {
    ...{ id: uuidv7(), statementId: id, node, merchantNode, revision, step, totalFen, digest },
    ...{ byClerk: clerk !== undefined, byId: by.id, byName: by.name, note: note ?? null, fileId: fileId ?? null },
  });
  await record(tx, {
    ...{ chain: `statement:${id}`, node, action: `settlement.${step}`, object: { type: "statement", id } },
    // The digest stands in the audit chain too: who changes lines and digest together is found by it.
    detail: {
      number: statement.number,
      revision,
      totalFen,
      digest: digest?.toString("hex") ?? null,
      by: clerk?.id ?? null,
      file: fileId ?? null,
    },
  });
  await announce(tx, `settlement.${step}`, { node, statementId: id, merchantId: statement.merchantId, totalFen });
}

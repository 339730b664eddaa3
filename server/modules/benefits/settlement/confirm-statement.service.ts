import { type Tx, transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import type { Secrets } from "#kernel/secrets/secrets";
import { seeingAll } from "../sight.ts";
import { checkPin } from "../tills/clerk-pin.service.ts";
import type { TillCtx } from "../vouchers/present.service.ts";
import { confirmationOf } from "./confirmation.ts";
import { linesOf } from "./lines.store.ts";
import { isManager } from "./managers.store.ts";
import { changedMeanwhile, managerNeeded, noSuchLine, noSuchStatement } from "./settlement.errors.ts";
import {
  insertDispute,
  lockStatement,
  type StatementChange,
  type StatementRow,
  updateStatement,
} from "./statement.store.ts";
import { assertMayHappen, type StepDone, writeStep } from "./statement-steps.ts";
import { getForTill } from "./till-statements.service.ts";

interface Signed {
  id: string;
  /** A manager of the merchant, with a PIN of their own. */
  clerkId: string;
  pin: string;
  /** Of the lines that were read, in hexadecimal. */
  digest: string;
}

/**
 * The merchant agrees with every line: whom the union pays, and into which account, is written down as it is on this day.
 * Throws settlement.no_such_statement, settlement.manager_needed, settlement.wrong_state, settlement.changed_meanwhile and
 * the refusals of the PIN.
 */
export const confirmStatement = (ctx: TillCtx, secrets: Secrets, given: Signed): Promise<void> =>
  sign(ctx, secrets, given, "confirm", async (tx, statement, clerk) => {
    const confirmed = { confirmedBy: clerk.id, confirmedByName: clerk.name };
    return { change: { ...(await confirmationOf(tx, secrets, statement)), ...confirmed }, step: "confirmed" };
  });

export interface Objection {
  /** The line; null: something is missing. */
  position: number | null;
  reason: string;
}

/** The merchant does not agree with some lines; the union answers each and makes the statement again. */
export const disputeStatement = (
  ctx: TillCtx,
  secrets: Secrets,
  given: Signed & { disputes: Objection[] },
): Promise<void> =>
  sign(ctx, secrets, given, "dispute", async (tx, statement, clerk) => {
    const lines = (await linesOf(tx.db, [statement.id])).get(statement.id) ?? [];
    const { id: statementId, node, merchantNode, revision } = statement;
    for (const { position, reason } of given.disputes) {
      const line = position === null ? undefined : lines[position - 1];
      if (position !== null && line === undefined) throw noSuchLine(position);
      await insertDispute(tx.db, {
        ...{ id: uuidv7(), statementId, node, merchantNode, revision, position, reason },
        ...{ lineKind: line?.kind ?? null, sourceId: line?.sourceId ?? null },
        ...{ raisedBy: clerk.id, raisedByName: clerk.name },
      });
    }
    return { change: { state: "disputed" }, step: "disputed" };
  });

type Clerk = { id: string; name: string };
type Done = StepDone & { change: StatementChange };

/** A manager's PIN first, then the act; the till sees its own merchant's statements only, and writes what the union owns. */
async function sign(
  ctx: TillCtx,
  secrets: Secrets,
  given: Signed,
  act: "confirm" | "dispute",
  decide: (tx: Tx, statement: StatementRow, clerk: Clerk) => Promise<Done>,
): Promise<void> {
  await transact(ctx, async (tx) => {
    await getForTill(tx, ctx, given.id);
    // Before the PIN, so that asking the wrong colleague costs no try.
    if (!(await isManager(tx.db, given.clerkId))) throw managerNeeded();
  });
  const clerk = await checkPin(ctx, secrets, given);

  await transact(ctx, async (tx) => {
    // Found among the till's own above; the union owns the row.
    await seeingAll(tx, async () => {
      const statement = await lockStatement(tx.db, given.id);
      if (statement === undefined) throw noSuchStatement();
      assertMayHappen(statement, act);
      if (statement.digest?.toString("hex") !== given.digest) throw changedMeanwhile();

      const { change, ...step } = await decide(tx, statement, clerk);
      await updateStatement(tx.db, statement.id, change);
      await writeStep(tx, { ...statement, ...change } as StatementRow, { ...step, clerk });
    });
  });
}

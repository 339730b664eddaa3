import { dayOf } from "#kernel/business-day";
import { type Ctx, transact } from "#kernel/context";
import { exchangeFile } from "#kernel/files/files";
import { authorise } from "#kernel/policy";
import type { Secrets } from "#kernel/secrets/secrets";
import { databaseNow } from "../database-now.ts";
import { seeingAll } from "../sight.ts";
import { confirmationOf } from "./confirmation.ts";
import { paperOfOtherLines, signedInFuture } from "./settlement.errors.ts";
import { signedStatementFile } from "./settlement.files.ts";
import { mayDo } from "./settlement.policy.ts";
import { updateStatement } from "./statement.store.ts";
import { assertMayHappen, getLockedForStaff, writeStep } from "./statement-steps.ts";

interface SignedPaper {
  id: string;
  revision: number;
  /** The person who signed for the merchant, as the paper says. */
  signedBy: string;
  signedOn: string;
  /** The last six signs of the check code that is printed on the paper. */
  codeEnd: string;
  fileId: string;
}

/**
 * The merchant has signed the printed statement, and the union keeps the paper: for a finance person who never stands at a till.
 * Whoever reviews has the paper before them, and is another person. Throws settlement.wrong_state, settlement.changed_meanwhile,
 * settlement.paper_of_other_lines, settlement.signed_in_future, files.not_usable.
 */
export async function confirmOnPaper(ctx: Ctx, secrets: Secrets, given: SignedPaper): Promise<void> {
  await transact(ctx, async (tx) => {
    const statement = await getLockedForStaff(tx, given.id);
    authorise(tx.actor, mayDo("paper"), statement);
    assertMayHappen(statement, "paper", given.revision);
    // Printed before the lines were made again, the paper speaks of others.
    if (statement.digest?.toString("hex").endsWith(given.codeEnd) !== true) throw paperOfOtherLines();
    if (given.signedOn > dayOf(await databaseNow(tx.db))) throw signedInFuture();

    await exchangeFile(tx, {
      ...{ purpose: signedStatementFile.name, node: statement.node, owner: `statement:${given.id}`, published: false },
      ...{ before: null, after: given.fileId },
    });
    const change = await seeingAll(tx, () => confirmationOf(tx, secrets, statement));
    const confirmed = { confirmedBy: null, confirmedByName: given.signedBy };
    await updateStatement(tx.db, statement.id, { ...change, ...confirmed });

    await writeStep(tx, await getLockedForStaff(tx, given.id), {
      ...{ step: "confirmed", note: `${given.signedBy} ${given.signedOn}`, fileId: given.fileId },
    });
  });
}

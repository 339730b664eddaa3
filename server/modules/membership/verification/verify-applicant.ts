import { record } from "#kernel/audit/audit";
import { type Ctx, transact } from "#kernel/context";
import { hasDuty } from "#kernel/policy";
import { conflict, forbidden } from "#kernel/problem";
import { isWaiting } from "../joining/application.rules.ts";
import { findApplication, keepIdentityVerdict } from "../joining/application.store.ts";
import { openApplicantId } from "../joining/apply.ts";
import * as errors from "../joining/joining.errors.ts";
import { visible } from "../joining/review.ts";
import { type Asking, countQuestion, verifierOf } from "./verify-person.ts";

/**
 * Asks the chosen source about an applicant, before the answer of the union; whoever is taken in is verified by what it said.
 * Throws joining.missing, joining.wrong_state, access.forbidden, person.no_verifier, person.changed_meanwhile, 429 person.too_many_checks.
 */
export async function verifyApplicant(ctx: Ctx, asking: Asking, id: string): Promise<void> {
  const { row, number } = await transact(ctx, async (tx) => {
    const found = visible(tx, await findApplication(tx.db, id));
    if (!hasDuty(tx.actor, "people.manage", found.node)) throw forbidden("access.forbidden");
    const opened = openApplicantId(asking.secrets, found);
    // Of whoever has an answer nobody is asked any more.
    if (opened === undefined || !isWaiting(found.state)) throw errors.wrongState(found.state);
    await countQuestion(tx);
    return { row: found, number: opened };
  });
  const verifier = await verifierOf(asking);
  const verdict = await verifier.ask({ name: row.name, kind: row.idKind, number });
  await transact(ctx, async (tx) => {
    const kept = await keepIdentityVerdict(tx.db, row, { source: verifier.source, verdict });
    if (!kept) throw conflict("person.changed_meanwhile");
    const object = { type: "joining", id };
    await record(tx, {
      ...{ node: row.node, action: "joining.identity_checked", object },
      detail: { source: verifier.source, verdict },
    });
  });
}

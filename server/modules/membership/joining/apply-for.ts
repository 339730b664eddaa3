import { startClock } from "#engines/deadlines";
import { recordDecision } from "#engines/decisions";
import { type Ctx, transact } from "#kernel/context";
import { isUniqueViolation } from "#kernel/database/db";
import { uuidv7 } from "#kernel/ids";
import { announce } from "#kernel/outbox/outbox";
import { authorise } from "#kernel/policy";
import { invalid } from "#kernel/problem";
import { type Secrets, seal } from "#kernel/secrets/secrets";
import { seeingAll } from "#kernel/sight";
import { personPolicy } from "../membership.policy.ts";
import { getVisible } from "../people.ts";
import { documentOf, findPhone } from "../sealed-fields.ts";
import { phonePlace } from "./applicant.ts";
import { paperConsent, reviewDays } from "./application.rules.ts";
import { insertHandedIn } from "./application.store.ts";
import { clockOf, idPlace, note } from "./apply.ts";
import * as errors from "./joining.errors.ts";
import { findJoinable } from "./propose.store.ts";

/**
 * Hands in, for somebody with a file and no membership, the application that they signed on paper: the union has its working days, and
 * another officer answers. Gives the application's id. Throws person.missing, access.forbidden, joining.member_by_now,
 * joining.incomplete {field}, joining.union_takes_none, joining.waits_already, files.not_usable.
 */
export async function applyFor(
  ctx: Ctx,
  secrets: Secrets,
  given: { personId: string; organisationId: string; fileId: string | null },
): Promise<{ id: string }> {
  return transact(ctx, async (tx) => {
    const person = await getVisible(tx, given.personId);
    authorise(tx.actor, personPolicy.edit, person);
    if (person.memberNumber !== null) throw errors.memberByNow();
    const union = await findJoinable(tx.db, given.organisationId);
    if (union === undefined) throw errors.takesNone();
    authorise(tx.actor, personPolicy.edit, union);
    const phone = findPhone(secrets, person);
    const document = documentOf(secrets, person);
    if (phone === undefined) throw invalid("joining.incomplete", { field: "phone" });
    if (document === undefined) throw errors.incomplete("idNumber");

    const id = uuidv7();
    const application = {
      ...{ id, union, name: person.name, consent: paperConsent, idKind: document.kind },
      ...{ employmentForm: person.employmentForm, employerName: person.employerName ?? "" },
      ...{ phone: seal(secrets, phonePlace(id), phone), phoneIndex: person.phoneIndex },
      ...{ idNumber: seal(secrets, idPlace(id), document.number), idIndex: person.idIndex },
    };
    // A draft of their own on a phone is nobody's to see, and stands in the way all the same.
    await seeingAll(tx, () => insertHandedIn(tx.db, application)).catch((error: unknown) => {
      throw isUniqueViolation(error, "application_once") ? errors.waitsAlready() : error;
    });
    const object = { type: "joining", id };
    await recordDecision(tx, {
      ...{ object, node: union.node, revision: 1, step: "handed_in", verdict: "passed", note: "" },
      ...{ fileId: given.fileId, distinctFrom: [] },
    });
    await startClock(tx, { object: clockOf(id), node: union.node, kind: "review", days: reviewDays });
    await note(tx, { id, node: union.node }, "submitted", { personId: person.id, channel: "office" });
    await announce(tx, "joining.submitted", { node: union.node, applicationId: id });
    return { id };
  });
}

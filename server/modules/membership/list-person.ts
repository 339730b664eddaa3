import { record } from "#kernel/audit/audit";
import { dayOf } from "#kernel/business-day";
import { type Ctx, transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { authorise } from "#kernel/policy";
import { invalid } from "#kernel/problem";
import type { Secrets } from "#kernel/secrets/secrets";
import { lookForDuplicates } from "./duplicates/find-duplicates.ts";
import { judgeEntry } from "./form-entry.ts";
import { hearPhone } from "./listed-people.ts";
import { noSuchOrganisation, organisationClosed } from "./membership.errors.ts";
import { personPolicy } from "./membership.policy.ts";
import { findOrganisation } from "./organisations.store.ts";
import { insertPerson } from "./people.store.ts";
import { asTaken, mergeFields, type PersonInput } from "./person-fields.ts";
import { notePapersSeen } from "./verification/papers-seen.ts";

export interface ListedInput extends PersonInput {
  name: string;
  phone?: string | undefined;
  organisationId: string;
}

/**
 * Writes somebody down who is no member: a job seeker, a labourer, a student, a colleague from abroad. Their file lies with the organisation
 * that knows them; they have no member number, count as no member and do not sign in. Throws organisation.missing, organisation.closed,
 * access.forbidden, person.number_missing, person.phone_taken, person.id_taken, and what `judgeEntry` throws.
 */
export async function listPerson(ctx: Ctx, secrets: Secrets, given: ListedInput): Promise<{ id: string }> {
  return transact(ctx, async (tx) => {
    const organisation = await findOrganisation(tx.db, given.organisationId);
    if (organisation === undefined) throw noSuchOrganisation();
    authorise(tx.actor, personPolicy.edit, organisation);
    if (organisation.state === "closed") throw organisationClosed();
    // Without either nobody could tell them from somebody of the same name, or find them when they come.
    if (given.phone === undefined && given.document == null) throw invalid("person.number_missing");

    const today = dayOf(tx.clock.now());
    const { organisationId, phone, ...input } = judgeEntry(given, { today });
    const id = uuidv7();
    const { node } = organisation;
    const fields = mergeFields({ secrets, personId: id, today }, undefined, input);
    const file = { ...fields, id, node, phone: null, phoneIndex: null, source: "console" as const, listed: true };
    await insertPerson(tx.db, file).catch(asTaken);
    if (phone !== undefined) await hearPhone(tx, secrets, { id, phone });
    const object = { type: "person", id };
    await record(tx, { node, action: "person.listed", object, detail: { organisationId } });
    if (input.verified === true) await notePapersSeen(tx, id);
    await lookForDuplicates(tx, secrets, [id]);
    return { id };
  });
}

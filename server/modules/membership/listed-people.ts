import { record } from "#kernel/audit/audit";
import { dayOf } from "#kernel/business-day";
import type { Tx } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import type { Secrets } from "#kernel/secrets/secrets";
import { seeingAll } from "#kernel/sight";
import { freeListedPhone, lockListedByDocument, makeMember } from "./listed.store.ts";
import { plainName } from "./names.ts";
import { findPerson, insertMembership, type PersonSource, updatePerson, updatePersonPhone } from "./people.store.ts";
import { asTaken, mergeFields, type PersonInput, tidyNumber } from "./person-fields.ts";
import { type IdDocument, idIndex, phoneIndex, sealPhone } from "./sealed-fields.ts";

const objectOf = (id: string) => ({ type: "person", id });

/**
 * A phone number that somebody becomes a member with, or changes to, is no longer that of people who have it by a list of others'
 * alone, wherever they are listed. `butId` keeps it.
 */
export async function freePhoneOfListed(
  tx: Tx,
  secrets: Secrets,
  { phone, butId }: { phone: string; butId?: string },
): Promise<void> {
  // Lists of other unions are not the actor's to see; nothing of them is told.
  await seeingAll(tx, async () => {
    for (const { id, node } of await freeListedPhone(tx.db, phoneIndex(secrets, phone), butId))
      await record(tx, { node, action: "person.phone_freed", object: objectOf(id) });
  });
}

/** The number that a list says of somebody who is no member: nobody signs in with it. */
export async function hearPhone(tx: Tx, secrets: Secrets, { id, phone }: { id: string; phone: string }): Promise<void> {
  await freePhoneOfListed(tx, secrets, { phone, butId: id });
  await updatePersonPhone(tx.db, id, sealPhone(secrets, id, phone), { heard: true }).catch(asTaken);
}

/**
 * Whoever joins and is on a list already keeps that file: it becomes a member's, with what they said themselves. Gives its id, or
 * undefined when nobody listed has this document and this name: one human being has one file, but a number alone opens none.
 */
export async function takeInListed(
  tx: Tx,
  secrets: Secrets,
  given: {
    organisation: { id: string; node: string };
    person: PersonInput & { name: string; phone: string; document: IdDocument };
    source: PersonSource;
  },
): Promise<string | undefined> {
  const { organisation, person, source } = given;
  const { phone, ...input } = person;
  const { kind, number } = person.document;
  return seeingAll(tx, async () => {
    const listed = await lockListedByDocument(tx.db, idIndex(secrets, { kind, number: tidyNumber(number) }));
    const before = listed && (await findPerson(tx.db, listed.id));
    if (before === undefined || plainName(before.name) !== plainName(person.name)) return undefined;

    const { id } = before;
    await freePhoneOfListed(tx, secrets, { phone, butId: id });
    const fields = mergeFields({ secrets, personId: id, today: dayOf(tx.clock.now()) }, before, input);
    await updatePerson(tx.db, id, fields).catch(asTaken);
    await updatePersonPhone(tx.db, id, sealPhone(secrets, id, phone)).catch(asTaken);
    await becomeMember(tx, before, { union: organisation, source });
    return id;
  });
}

/** Somebody with a file and no membership becomes a member, from `since` (YYYY-MM-DD) or today on; it is written down where the file lay too. */
export async function becomeMember(
  tx: Tx,
  person: { id: string; node: string },
  as: { union: { id: string; node: string }; source?: PersonSource; since?: string | undefined },
): Promise<void> {
  const { id } = person;
  const { union, source, since } = as;
  await makeMember(tx.db, { id, node: union.node, ...(source && { source }) });
  const membership = { id: uuidv7(), personId: id, organisationId: union.id, node: union.node, primary: true };
  await insertMembership(tx.db, { ...membership, since });
  const detail = { organisationId: union.id };
  for (const node of new Set([person.node, union.node]))
    await record(tx, { node, action: "person.became_member", object: objectOf(id), detail });
}

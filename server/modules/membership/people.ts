import { record } from "#kernel/audit/audit";
import { auditNames } from "#kernel/audit/audit-names";
import { dayOf } from "#kernel/business-day";
import { type Ctx, serverSight, type Tx, transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { authorise, can, hasDuty } from "#kernel/policy";
import type { Secrets } from "#kernel/secrets/secrets";
import { seeingAll } from "#kernel/sight";
import { refreshPrincipal } from "#kernel/sign-in/sessions";
import { takesMembers } from "#wire/organisation-kinds";
import { lookForDuplicates } from "./duplicates/find-duplicates.ts";
import { judgeEntry } from "./form-entry.ts";
import { listConsents } from "./kindness/kindness.store.ts";
import { freePhoneOfListed, takeInListed } from "./listed-people.ts";
import { noSuchOrganisation, noSuchPerson, organisationClosed } from "./membership.errors.ts";
import { personPolicy } from "./membership.policy.ts";
import { findOrganisation } from "./organisations.store.ts";
import * as store from "./people.store.ts";
import { asTaken, changedFields, mergeFields, type PersonInput } from "./person-fields.ts";
import { recordView } from "./person-views.ts";
import { documentOf, maskedIdNumber, maskedPhone, sealPhone } from "./sealed-fields.ts";
import { nextStates } from "./states/states.rules.ts";
import { notePapersSeen } from "./verification/papers-seen.ts";
import { findLastCheck } from "./verification/verification.store.ts";

const objectOf = (id: string) => ({ type: "person", id });

/** A person as lists show them. */
export const presentItem = (secrets: Secrets, row: store.PersonRow) => ({
  id: row.id,
  name: row.name,
  phoneMasked: maskedPhone(secrets, row),
  memberNumber: row.memberNumber,
  verified: row.verifiedAt !== null,
  employmentForm: row.employmentForm,
  unions: row.unions,
  tags: row.tags,
});

/** One person's file; reading it is written down (see `recordView`). Throws person.missing (404) outside the actor's subtrees. */
export async function getPerson(ctx: Ctx, secrets: Secrets, id: string) {
  const file = await transact(ctx, async (tx) => {
    const row = await getVisible(tx, id);
    const memberships = await membershipsOf(tx, id);
    const events = await store.listPersonEvents(tx.db, id);
    const history = events.map((event) => ({
      ...event,
      at: event.at.toISOString(),
      detail: JSON.parse(event.detail) as Record<string, unknown>,
    }));
    await recordView(tx, row);
    const identity = await standingCheck(tx, row);
    // Consents are their giver's alone; whether a visit is welcome stands in the file of whoever may read it.
    const consents = await seeingAll(tx, () => listConsents(tx.db, id));
    return {
      ...presentItem(secrets, row),
      condolenceSince: consents.find(({ kind }) => kind === "condolence")?.givenAt.toISOString() ?? null,
      verifiedAt: row.verifiedAt?.toISOString() ?? null,
      identity,
      sex: row.sex,
      birthDate: row.birthDate,
      idKind: row.idKind,
      idMasked: maskedIdNumber(secrets, row),
      ...(Object.fromEntries(store.detailFields.map((field) => [field, row[field]])) as store.PersonDetails),
      memberships,
      history,
      can: can(tx.actor, personPolicy, row),
    };
  });
  // Whoever acted may hold an account outside the reader's subtree; they are named all the same.
  const names = await transact(serverSight(ctx), (tx) => auditNames(tx.db, file.history));
  return { ...file, names };
}

/** What was said last of name and document. A match that no longer makes anybody verified was of another name or number. */
async function standingCheck(tx: Tx, { id, verifiedAt }: store.PersonRow) {
  const last = await findLastCheck(tx.db, id);
  if (last === undefined || (last.verdict === "matches" && verifiedAt === null)) return null;
  return { ...last, at: last.at.toISOString() };
}

/**
 * Where a person is a member, and was: whoever has the file now reads of earlier unions that they had it, from when until when, and how it
 * ended. What else those wrote about it stays theirs, and so do memberships that other branches still keep.
 */
async function membershipsOf(tx: Tx, personId: string) {
  const own = new Set((await store.listMemberships(tx.db, personId)).map(({ id }) => id));
  const all = await seeingAll(tx, () => store.listMemberships(tx.db, personId));
  return oursOrFormer(own, all).map(({ id: _, ...one }) => ({ ...one, next: one.ours ? nextStates(one.state) : [] }));
}

/** What a reader is told of all memberships, of which these are the ones of their own branch. */
export const oursOrFormer = <M extends { id: string; primary: boolean; validTo: string | null }>(
  own: ReadonlySet<string>,
  all: readonly M[],
): (M & { ours: boolean })[] =>
  all
    .filter(({ id, primary, validTo }) => own.has(id) || (primary && validTo !== null))
    .map((one) => ({ ...one, ours: own.has(one.id) }));

/**
 * Adds a person as a member of one union; whoever is on a list of others' under the same document and name keeps that file. Throws
 * organisation.missing, access.forbidden, person.phone_taken, person.id_taken, and what `judgeEntry` throws.
 */
export async function createPerson(
  ctx: Ctx,
  secrets: Secrets,
  given: PersonInput & { name: string; phone: string; organisationId: string },
): Promise<{ id: string }> {
  return transact(ctx, async (tx) => {
    const organisation = await findOrganisation(tx.db, given.organisationId);
    if (organisation === undefined || !takesMembers(organisation.kind)) throw noSuchOrganisation();
    authorise(tx.actor, (actor, { node }) => hasDuty(actor, "people.manage", node), organisation);
    if (organisation.state === "closed") throw organisationClosed();

    const judged = judgeEntry(given, { today: dayOf(tx.clock.now()) });
    const { organisationId: _, document, ...said } = judged;
    const person = { ...said, ...(document != null && { document }) };
    const listed =
      document == null
        ? undefined
        : await takeInListed(tx, secrets, { organisation, person: { ...person, document }, source: "console" });
    if (listed === undefined) return { id: await addMember(tx, secrets, { organisation, given: person }) };
    if (said.verified === true) await notePapersSeen(tx, listed);
    await lookForDuplicates(tx, secrets, [listed]);
    return { id: listed };
  });
}

/**
 * A person with a membership from today; the caller has authorised it. Gives the person's id. Throws person.phone_taken, person.id_taken,
 * person.id_*.
 */
export async function addMember(
  tx: Tx,
  secrets: Secrets,
  {
    organisation,
    given,
  }: {
    organisation: { id: string; node: string };
    given: PersonInput & { name: string; phone: string; source?: store.PersonSource };
  },
): Promise<string> {
  const id = uuidv7();
  const { node } = organisation;
  const { phone, source = "console", ...input } = given;
  const sealed = sealPhone(secrets, id, phone);
  await freePhoneOfListed(tx, secrets, { phone });
  const fields = mergeFields({ secrets, personId: id, today: dayOf(tx.clock.now()) }, undefined, input);
  const person = { ...fields, id, node, phone: sealed.sealed, phoneIndex: sealed.index, source };
  await store.insertPerson(tx.db, person).catch(asTaken);
  const membership = { id: uuidv7(), personId: id, organisationId: organisation.id, node, primary: true };
  await store.insertMembership(tx.db, membership);
  const detail = { organisationId: organisation.id };
  await record(tx, { node, action: "person.created", object: objectOf(id), detail });
  if (source === "console" && input.verified === true) await notePapersSeen(tx, id);
  await lookForDuplicates(tx, secrets, [id]);
  return id;
}

/** Corrects a person's file. Throws person.missing, access.forbidden, and what `judgeEntry` throws. */
export async function changePerson(ctx: Ctx, secrets: Secrets, id: string, typed: PersonInput) {
  await transact(ctx, async (tx) => {
    const before = await getVisible(tx, id);
    authorise(tx.actor, personPolicy.edit, before);
    const today = dayOf(tx.clock.now());
    const change = judgeEntry(typed, { today, known: documentOf(secrets, before) });
    const fields = mergeFields({ secrets, personId: id, today }, before, change);
    await store.updatePerson(tx.db, id, fields).catch(asTaken);
    // Which fields, not their values: the audit holds no personal data.
    const detail = { fields: changedFields(secrets, before, change) };
    await record(tx, { node: before.node, action: "person.changed", object: objectOf(id), detail });
    const isNews = before.verifiedAt === null || detail.fields.includes("name") || detail.fields.includes("document");
    if (change.verified === true && isNews) await notePapersSeen(tx, id);
    await lookForDuplicates(tx, secrets, [id]);
    await refreshPrincipal(tx, id); // what decides who may take part is read with the sign-in
  });
  return getPerson(ctx, secrets, id);
}

/** Row level security hides other subtrees; duties elsewhere without people.view hide the rest. */
export async function getVisible(tx: Tx, id: string): Promise<store.PersonRow> {
  const row = await store.findPerson(tx.db, id);
  if (row === undefined || !personPolicy.view(tx.actor, row)) throw noSuchPerson();
  return row;
}

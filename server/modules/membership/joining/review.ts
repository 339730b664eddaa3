import { type ClockView, listClocks, stopClock } from "#engines/deadlines";
import { type Decision, listDecisionsOf, recordDecision, viewDecision } from "#engines/decisions";
import { actorLabel } from "#kernel/actor";
import { dayOf } from "#kernel/business-day";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { sendInbox, sendSms } from "#kernel/notify/notify";
import { registerSmsTemplate } from "#kernel/notify/sms-templates";
import { announce } from "#kernel/outbox/outbox";
import { hasDuty, pathsHolding } from "#kernel/policy";
import { forbidden } from "#kernel/problem";
import type { Secrets } from "#kernel/secrets/secrets";
import { seeingAll } from "#kernel/sight";
import { readResidentId } from "#wire/resident-id";
import { countLook } from "../count-look.ts";
import { listNodeIds } from "../find-people.store.ts";
import { takeInListed } from "../listed-people.ts";
import { noSuchOrganisation, organisationClosed } from "../membership.errors.ts";
import { maskIdNumber, maskPhone } from "../names.ts";
import { findOrganisation, listFullNames } from "../organisations.store.ts";
import { addMember } from "../people.ts";
import { recordView } from "../person-views.ts";
import type { RevealPurpose, SealedFieldName } from "../reveal-field.ts";
import { recordService } from "../services/record-service.ts";
import { notePapersSeen } from "../verification/papers-seen.ts";
import { insertCheck } from "../verification/verification.store.ts";
import { openApplicantPhone } from "./applicant.ts";
import { appealNode, isWaiting, mayDecide } from "./application.rules.ts";
import * as store from "./application.store.ts";
import { clockOf, note, openApplicantId } from "./apply.ts";
import { type LikePerson, listLikePeople } from "./duplicates.store.ts";
import * as errors from "./joining.errors.ts";

registerSmsTemplate({ name: "joining_approved", params: ["union"] });
registerSmsTemplate({ name: "joining_refused", params: ["union"] });

/** Applications to the actor's unions: those that wait, the longest waiting first, or those that were answered. */
export async function listJoining(
  ctx: Ctx,
  secrets: Secrets,
  query: { open: boolean; organisationId?: string | undefined; after?: string | undefined; limit: number },
) {
  return transact(ctx, async (tx) => {
    const at = query.organisationId === undefined ? undefined : await findOrganisation(tx.db, query.organisationId);
    if (query.organisationId !== undefined && at === undefined) throw noSuchOrganisation();
    const paths = pathsHolding(tx.actor, "people.view");
    const rows = await store.listApplications(tx.db, {
      ...{ paths, organisationNode: at?.node, organisationIds: await listNodeIds(tx.db, paths, at?.node) },
      ...{ open: query.open, after: query.after, limit: query.limit + 1 },
    });
    const shown = rows.slice(0, query.limit);
    const items = await present(tx, secrets, shown);
    return { items, next: rows.length > query.limit ? (shown.at(-1)?.id ?? null) : null };
  });
}

/** One application with those of the register who may be the same person; reading it is written down. Throws joining.missing. */
export async function getJoining(ctx: Ctx, secrets: Secrets, id: string) {
  return transact(ctx, async (tx) => {
    const row = visible(tx, await store.findApplication(tx.db, id));
    const [item] = await present(tx, secrets, [row]);
    if (item === undefined) throw errors.noSuchApplication();
    const decisions = (await decisionsOf(tx, [id])).get(id) ?? [];
    const like = row.state === "approved" ? [] : await likePeople(tx, secrets, row);
    await recordView(tx, { id, node: row.node }, "joining");
    return { ...item, like, decisions: decisions.map(viewDecision) };
  });
}

type Visible = store.ApplicationRow & { node: string; organisationId: string };

/** Row level security hides other subtrees; duties elsewhere without people.view hide the rest. */
export function visible(tx: Tx, row: store.ApplicationRow | undefined): Visible {
  const { node = null, organisationId = null } = row ?? {};
  if (row === undefined || node === null || organisationId === null) throw errors.noSuchApplication();
  if (!hasDuty(tx.actor, "people.view", node)) throw errors.noSuchApplication();
  return { ...row, node, organisationId };
}

const decisionsOf = (tx: Tx, ids: string[]): Promise<Map<string, Decision[]>> =>
  // A refusal by the union is on its node, an answer to an appeal above it: whoever may read the application reads both.
  seeingAll(tx, () => listDecisionsOf(tx.db, { type: "joining", ids }));

const refuserOf = (decisions: readonly Decision[] | undefined): string | null =>
  decisions?.find((one) => one.step === "review" && one.verdict === "refused")?.by.id ?? null;

/** Who is not to answer: who refused it before, and who handed it in. */
const handsIn = (decisions: readonly Decision[] | undefined) => ({
  refusedBy: refuserOf(decisions),
  handedInBy: decisions?.find((one) => one.step === "handed_in")?.by.id ?? null,
});

/** Those of these that the actor may answer now. */
export async function answerable(tx: Tx, rows: readonly store.ApplicationRow[]): Promise<Visible[]> {
  const decisions = await decisionsOf(
    tx,
    rows.map(({ id }) => id),
  );
  return rows
    .map((row) => visible(tx, row))
    .filter((row) => mayDecide(tx.actor, { ...row, ...handsIn(decisions.get(row.id)) }));
}

async function present(tx: Tx, secrets: Secrets, rows: readonly store.ApplicationRow[]) {
  const ids = rows.map((row) => row.id);
  const names = await seeingAll(tx, () =>
    listFullNames(
      tx.db,
      rows.flatMap((row) => [row.organisationId, row.districtId]).filter((one) => one !== null),
    ),
  );
  const clocks: Map<string, ClockView[]> = await seeingAll(tx, () => listClocks(tx, { type: "joining", ids }));
  const decisions = await decisionsOf(tx, ids);
  return rows.map((row) => {
    const one = visible(tx, row);
    const decide = mayDecide(tx.actor, { ...one, ...handsIn(decisions.get(one.id)) });
    return {
      ...{ id: one.id, state: one.state, channel: one.channel, name: one.name, idKind: one.idKind },
      ...{ employmentForm: one.employmentForm, employerName: one.employerName, platformName: one.platformName },
      ...{ organisationId: one.organisationId, unionReason: one.unionReason, revision: one.revision },
      ...{ reason: one.reason, appeal: one.appeal, personId: one.personId },
      ...maskedOf(secrets, one),
      identity: identityOf(one),
      organisationName: names.get(one.organisationId) ?? "",
      districtName: names.get(one.districtId ?? "") ?? null,
      submittedAt: one.submittedAt?.toISOString() ?? null,
      decidedAt: one.decidedAt?.toISOString() ?? null,
      clock: isWaiting(one.state) ? (clocks.get(one.id)?.[0] ?? null) : null,
      can: { decide, reveal: hasDuty(tx.actor, "people.manage", one.node) && one.phone !== null },
    };
  });
}

const identityOf = ({ identitySource: source, identityVerdict: verdict, identityAt: at }: store.ApplicationRow) =>
  source === null || verdict === null || at === null ? null : { source, verdict, at: at.toISOString() };

function maskedOf(secrets: Secrets, row: store.ApplicationRow) {
  const phone = openApplicantPhone(secrets, row);
  const number = openApplicantId(secrets, row);
  return {
    phoneMasked: phone === undefined ? "" : maskPhone(phone),
    idMasked: number === undefined ? "" : maskIdNumber(number),
  };
}

interface LikeShown {
  why: LikePerson["why"];
  person: Omit<LikePerson, "node" | "why"> | null;
}

/**
 * Who may be the same. Of people whose files the reader may not open only what stands in the way of an approval: that a member
 * elsewhere has this document or this phone. Neither who that is nor where, and no namesakes.
 */
async function likePeople(tx: Tx, secrets: Secrets, row: Visible) {
  const number = openApplicantId(secrets, row);
  const read = row.idKind === "resident_id" ? readResidentId(number ?? "", dayOf(tx.clock.now())) : undefined;
  const birthDate = read?.ok === true ? read.birth : null;
  const found = await seeingAll(tx, () => listLikePeople(tx.db, { ...row, birthDate }));
  return found.flatMap(({ node, why, ...person }: LikePerson): LikeShown[] => {
    if (hasDuty(tx.actor, "people.view", node)) return [{ person, why }];
    return person.memberNumber === null || why === "name_birth" ? [] : [{ person: null, why }];
  });
}

export interface Answer {
  id: string;
  /** As it was read. */
  revision: number;
  note: string;
  fileId: string | null;
}

/**
 * Takes the applicant in: a person with a membership from today, and a member number. `verified` says that the document was seen; a match
 * of the source that was asked says so, too.
 * Throws joining.missing, joining.wrong_state, access.forbidden, joining.needs_another, person.phone_taken, person.id_taken,
 * decisions.*.
 */
export async function approveJoining(ctx: Ctx, secrets: Secrets, answer: Answer & { verified: boolean }) {
  await transact(ctx, async (tx) => {
    const row = await openForAnswer(tx, answer.id);
    const organisation = await findOrganisation(tx.db, row.organisationId);
    if (organisation === undefined) throw noSuchOrganisation();
    if (organisation.state === "closed") throw organisationClosed();
    await decide(tx, row, { ...answer, verdict: "passed" });

    const phone = openApplicantPhone(secrets, row);
    const number = openApplicantId(secrets, row);
    if (phone === undefined || number === undefined) throw errors.wrongState(row.state);
    const { name, employmentForm, employerName } = row;
    const given = { name, employmentForm, employerName: employerName || null, document: { kind: row.idKind, number } };
    const verified = answer.verified || row.identityVerdict === "matches";
    const member = { ...given, phone, verified };
    const personId =
      (await takeInListed(tx, secrets, { organisation, person: member, source: "joining" })) ??
      (await addMember(tx, secrets, { organisation, given: { ...member, source: "joining" } }));
    await store.markApproved(tx.db, row.id, personId);
    await keepIdentity(tx, row, { personId, papersSeen: answer.verified });
    await recordService(tx, {
      ...{ personId, organisationId: organisation.id, kind: "joining", title: organisation.name, at: tx.clock.now() },
      source: { type: "membership.application", id: row.id },
    });
    await note(tx, row, "approved", { personId, verified });
    await announce(tx, "person.joined", { node: organisation.node, personId });
    const params = { union: organisation.name };
    await sendInbox(tx, { personId, kind: "joining.approved", params, link: "/me", dedupe: `joining:${row.id}` });
    await sendSms(tx, { phone, template: "joining_approved", params, node: organisation.node });
  });
  return getJoining(ctx, secrets, answer.id);
}

/** What was said of the applicant goes into the file: by a source that was asked, and by whoever saw the papers. */
async function keepIdentity(tx: Tx, row: Visible, { personId, papersSeen }: { personId: string; papersSeen: boolean }) {
  const { identitySource: source, identityVerdict: verdict } = row;
  const by = actorLabel(tx.actor);
  if (source !== null && verdict !== null) await insertCheck(tx.db, { personId, source, verdict, by });
  if (papersSeen) await notePapersSeen(tx, personId);
}

/** Turns the applicant down with the reason that they read. Throws as `approveJoining`, and decisions.note_missing. */
export async function refuseJoining(ctx: Ctx, secrets: Secrets, answer: Answer) {
  await transact(ctx, async (tx) => {
    const row = await openForAnswer(tx, answer.id);
    await decide(tx, row, { ...answer, verdict: "refused" });
    await store.refuse(tx.db, row.id, answer.note);
    await note(tx, row, row.state === "appealing" ? "appeal_refused" : "refused");
    const names = await listFullNames(tx.db, [row.organisationId]);
    const phone = openApplicantPhone(secrets, row);
    const params = { union: names.get(row.organisationId) ?? "" };
    if (phone !== undefined) await sendSms(tx, { phone, template: "joining_refused", params, node: row.node });
  });
  return getJoining(ctx, secrets, answer.id);
}

/** Locked, waiting, and this actor's to answer. */
async function openForAnswer(tx: Tx, id: string): Promise<Visible> {
  const row = visible(tx, await store.lockApplication(tx.db, id));
  if (!isWaiting(row.state)) throw errors.wrongState(row.state);
  const hands = handsIn((await decisionsOf(tx, [id])).get(id));
  if (mayDecide(tx.actor, { ...row, ...hands })) return row;
  if (tx.actor.kind === "staff" && Object.values(hands).includes(tx.actor.accountId)) throw errors.needsAnother();
  throw forbidden("access.forbidden");
}

async function decide(tx: Tx, row: Visible, { verdict, ...answer }: Answer & { verdict: "passed" | "refused" }) {
  const appealed = row.state === "appealing";
  const { revision, note: text, fileId } = answer;
  await recordDecision(tx, {
    ...{ object: { type: "joining", id: row.id }, node: appealed ? appealNode(row.node) : row.node },
    ...{ revision, step: appealed ? "appeal" : "review", verdict, note: text, fileId, distinctFrom: [] },
  });
  await stopClock(tx, clockOf(row.id), appealed ? "appeal" : "review");
}

/**
 * One whole number of an applicant, for a purpose; counted and written down every time. Throws joining.missing, access.forbidden,
 * joining.wrong_state, 429 person.too_many_looks.
 */
export async function revealJoining(
  ctx: Ctx,
  secrets: Secrets,
  { id, field, purpose }: { id: string; field: SealedFieldName; purpose: RevealPurpose },
): Promise<{ value: string }> {
  return transact(ctx, async (tx) => {
    const row = visible(tx, await store.findApplication(tx.db, id));
    if (!hasDuty(tx.actor, "people.manage", row.node)) throw forbidden("access.forbidden");
    const phone = openApplicantPhone(secrets, row)?.replace(/^\+86/, "");
    const value = field === "phone" ? phone : openApplicantId(secrets, row);
    if (value === undefined) throw errors.wrongState(row.state);
    await note(tx, row, "revealed", { field, purpose, looks: await countLook(tx) });
    return { value };
  });
}

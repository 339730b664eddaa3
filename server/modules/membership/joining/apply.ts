import { listClocks, startClock, stopClock } from "#engines/deadlines";
import { record } from "#kernel/audit/audit";
import { dayOf } from "#kernel/business-day";
import type { Ctx, Tx } from "#kernel/context";
import { announce } from "#kernel/outbox/outbox";
import { invalid } from "#kernel/problem";
import { registerSealedColumn } from "#kernel/secrets/sealed-columns";
import { open, type Secrets, seal } from "#kernel/secrets/secrets";
import { readResidentId } from "#wire/resident-id";
import { maskIdNumber, maskPhone } from "../names.ts";
import { findOrganisation, listFullNames } from "../organisations.store.ts";
import type { EmploymentForm } from "../people.store.ts";
import { tidyNumber } from "../person-fields.ts";
import { type IdKind, idIndex } from "../sealed-fields.ts";
import { beginDraft, countSubmission, openApplicantPhone, withOwn } from "./applicant.ts";
import { appealDays, appealNode, consentVersion, isWaiting, mayAppeal, reviewDays } from "./application.rules.ts";
import * as store from "./application.store.ts";
import { takePlace } from "./invitations.ts";
import * as errors from "./joining.errors.ts";
import { coreOf, newFormWords, type Proposal, proposeUnions, type UnionReason } from "./propose.rules.ts";
import { type District, findJoinable, listDistricts, listJoinable } from "./propose.store.ts";

type Ticket = string | undefined;

export const idPlace = (id: string) => `application.id_number.${id}`;
registerSealedColumn({ table: "membership.application", column: "id_number", place: idPlace });
export const openApplicantId = (secrets: Secrets, row: { id: string; idNumber: Buffer | null }): string | undefined =>
  row.idNumber === null ? undefined : open(secrets, idPlace(row.id), row.idNumber);

export const clockOf = (id: string) => ({ type: "joining", id });

/** One's own application, with how long the union still has. Throws joining.prove_the_phone. */
export const getOwnApplication = (ctx: Ctx, secrets: Secrets, ticket: Ticket) =>
  withOwn(ctx, secrets, { ticket, work: (tx, own) => viewOwn(tx, secrets, own) });

export interface DraftInput {
  name?: string | undefined;
  idKind?: IdKind | undefined;
  /** Empty takes it away; left out it stays. */
  idNumber?: string | undefined;
  employmentForm?: EmploymentForm | undefined;
  employerName?: string | undefined;
  platformName?: string | undefined;
  districtId?: string | null | undefined;
  organisationId?: string | null | undefined;
}

/** Keeps what has been typed so far, complete or not. Throws joining.wrong_state, joining.union_takes_none, organisation.missing. */
export const saveDraft = (ctx: Ctx, secrets: Secrets, { ticket, input }: { ticket: Ticket; input: DraftInput }) =>
  withOwn(ctx, secrets, {
    ticket,
    work: async (tx, own) => {
      if (own.state !== "draft") throw errors.wrongState(own.state);
      const fields = { ...merged(own, input), ...document(secrets, own, input), ...(await chosen(tx, own, input)) };
      await store.updateDraft(tx.db, own.id, fields);
      return viewOwn(tx, secrets, { ...own, ...fields });
    },
  });

const merged = (own: store.ApplicationRow, input: DraftInput) => ({
  name: input.name ?? own.name,
  employmentForm: input.employmentForm ?? own.employmentForm,
  employerName: input.employerName ?? own.employerName,
  platformName: input.platformName ?? own.platformName,
  districtId: input.districtId === undefined ? own.districtId : input.districtId,
});

function document(secrets: Secrets, own: store.ApplicationRow, input: DraftInput) {
  const idKind = input.idKind ?? own.idKind;
  if (input.idNumber === undefined) return { idKind, idNumber: own.idNumber, idIndex: own.idIndex };
  const number = tidyNumber(input.idNumber);
  if (number === "") return { idKind, idNumber: null, idIndex: null };
  return {
    idKind,
    idNumber: seal(secrets, idPlace(own.id), number),
    idIndex: idIndex(secrets, { kind: idKind, number }),
  };
}

/** The union with its place in the tree, and why it was taken. */
async function chosen(tx: Tx, own: store.ApplicationRow, input: DraftInput) {
  if (input.districtId != null && (await findOrganisation(tx.db, input.districtId)) === undefined)
    throw errors.noSuchApplication();
  if (input.organisationId === undefined) {
    const { organisationId, node, unionReason } = own;
    return { organisationId, node, unionReason };
  }
  if (input.organisationId === null) return { organisationId: null, node: null, unionReason: null };
  const union = await findJoinable(tx.db, input.organisationId);
  if (union === undefined) throw errors.takesNone();
  const proposals = await propose(tx, { ...own, ...merged(own, input) });
  const kept = own.organisationId === union.id ? own.unionReason : null;
  const unionReason: UnionReason = kept ?? proposals.find(({ id }) => id === union.id)?.reason ?? "chosen";
  return { organisationId: union.id, node: union.node, unionReason };
}

/** Unions that fit what has been typed so far, the best first, each with why. */
export const proposeOwn = (ctx: Ctx, secrets: Secrets, ticket: Ticket): Promise<Proposal[]> =>
  withOwn(ctx, secrets, { ticket, work: (tx, own) => propose(tx, own) });

async function propose(tx: Tx, own: store.ApplicationRow): Promise<Proposal[]> {
  const place = own.districtId === null ? undefined : await findOrganisation(tx.db, own.districtId);
  const district = place === undefined ? undefined : await findJoinable(tx.db, place.id);
  const words = [coreOf(own.employerName), coreOf(own.platformName)].filter((word) => word.length >= 2);
  const named =
    words.length === 0 ? [] : await listJoinable(tx.db, { words, newForm: false, within: undefined, most: 50 });
  // A union for riders of the whole city serves its districts too.
  const within = place === undefined ? undefined : appealNode(place.node);
  const ofForm =
    within === undefined ? [] : await listJoinable(tx.db, { words: newFormWords, newForm: true, within, most: 200 });
  return proposeUnions(own, { candidates: [...named, ...ofForm], district });
}

/** The districts to choose from, below one or at the top. */
export const listOwnDistricts = (
  ctx: Ctx,
  secrets: Secrets,
  { ticket, parentId }: { ticket: Ticket; parentId: string | undefined },
): Promise<District[]> => withOwn(ctx, secrets, { ticket, work: (tx) => listDistricts(tx.db, parentId) });

/**
 * Hands the draft in: the union has so many working days. Throws joining.incomplete {field}, person.id_*, joining.consent_changed,
 * joining.wrong_state, 429 joining.too_many_submissions.
 */
export const submitApplication = (
  ctx: Ctx,
  secrets: Secrets,
  { ticket, consent }: { ticket: Ticket; consent: string },
) =>
  withOwn(ctx, secrets, {
    ticket,
    work: async (tx, own) => {
      if (own.state !== "draft") throw errors.wrongState(own.state);
      if (consent !== consentVersion) throw errors.consentChanged();
      assertComplete(secrets, own, dayOf(tx.clock.now()));
      const union = await findJoinable(tx.db, own.organisationId ?? "");
      if (union === undefined) throw errors.takesNone();

      await countSubmission(tx, own.phoneIndex);
      await takePlace(tx, own);
      await store.submitDraft(tx.db, own.id, consent);
      await startClock(tx, { object: clockOf(own.id), node: union.node, kind: "review", days: reviewDays });
      await note(tx, { id: own.id, node: union.node }, "submitted");
      await announce(tx, "joining.submitted", { node: union.node, applicationId: own.id });
      return viewAgain(tx, secrets, own.id);
    },
  });

function assertComplete(secrets: Secrets, own: store.ApplicationRow, today: string): void {
  if (own.name.trim() === "") throw errors.incomplete("name");
  const number = openApplicantId(secrets, own);
  if (number === undefined) throw errors.incomplete("idNumber");
  if (own.idKind === "resident_id") {
    const read = readResidentId(number, today);
    if (!read.ok) throw invalid(`person.id_${read.fault}`);
  }
  if (own.organisationId === null) throw errors.incomplete("organisationId");
}

/** Takes it back, until it has been answered; a draft is thrown away. */
export const withdrawOwn = (ctx: Ctx, secrets: Secrets, ticket: Ticket) =>
  withOwn(ctx, secrets, {
    ticket,
    work: async (tx, own) => {
      if (own.state !== "draft" && !isWaiting(own.state)) throw errors.wrongState(own.state);
      await store.withdrawApplication(tx.db, own.id);
      for (const kind of ["review", "appeal"]) await stopClock(tx, clockOf(own.id), kind);
      if (own.node !== null && own.state !== "draft") await note(tx, { id: own.id, node: own.node }, "withdrawn");
      return viewAgain(tx, secrets, own.id);
    },
  });

/** Asks the higher union, once. Throws joining.wrong_state, joining.appealed_before. */
export const appealOwn = (ctx: Ctx, secrets: Secrets, { ticket, text }: { ticket: Ticket; text: string }) =>
  withOwn(ctx, secrets, {
    ticket,
    work: async (tx, own) => {
      if (own.state !== "refused" || own.node === null) throw errors.wrongState(own.state);
      if (!mayAppeal(own)) throw errors.appealedBefore();
      const node = appealNode(own.node);
      await store.appeal(tx.db, own.id, text);
      await startClock(tx, { object: clockOf(own.id), node, kind: "appeal", days: appealDays });
      await note(tx, { id: own.id, node }, "appealed");
      await announce(tx, "joining.appealed", { node, applicationId: own.id });
      return viewAgain(tx, secrets, own.id);
    },
  });

/** A new draft after a refusal or a withdrawal. Throws joining.wrong_state, joining.prove_the_phone. */
export const startAgain = (ctx: Ctx, secrets: Secrets, ticket: Ticket) =>
  withOwn(ctx, secrets, {
    ticket,
    work: async (tx, own) => {
      if (own.state !== "refused" && own.state !== "withdrawn") throw errors.wrongState(own.state);
      const phone = openApplicantPhone(secrets, own);
      if (phone === undefined) throw errors.proveThePhone();
      await beginDraft(tx, secrets, { phone, organisationId: null });
      const next = await store.lockLatest(tx.db, own.phoneIndex);
      return viewOwn(tx, secrets, next ?? own);
    },
  });

export const note = (tx: Tx, { id, node }: { id: string; node: string }, what: string, detail = {}) =>
  record(tx, { node, action: `joining.${what}`, object: { type: "joining", id }, detail });

async function viewAgain(tx: Tx, secrets: Secrets, id: string) {
  const row = await store.findApplication(tx.db, id);
  if (row === undefined) throw errors.noSuchApplication();
  return viewOwn(tx, secrets, row);
}

async function viewOwn(tx: Tx, secrets: Secrets, row: store.ApplicationRow) {
  const ids = [row.organisationId, row.districtId].filter((id) => id !== null);
  const names = await listFullNames(tx.db, ids);
  const clocks = (await listClocks(tx, { type: "joining", ids: [row.id] })).get(row.id) ?? [];
  const number = openApplicantId(secrets, row);
  const phone = openApplicantPhone(secrets, row);
  return {
    ...{ state: row.state, name: row.name, idKind: row.idKind, employmentForm: row.employmentForm },
    ...{ employerName: row.employerName, platformName: row.platformName, districtId: row.districtId },
    ...{ organisationId: row.organisationId, unionReason: row.unionReason, reason: row.reason, appeal: row.appeal },
    districtName: names.get(row.districtId ?? "") ?? null,
    organisationName: names.get(row.organisationId ?? "") ?? null,
    phoneMasked: phone === undefined ? "" : maskPhone(phone),
    idMasked: number === undefined ? "" : maskIdNumber(number),
    submittedAt: row.submittedAt?.toISOString() ?? null,
    decidedAt: row.decidedAt?.toISOString() ?? null,
    clock: isWaiting(row.state) ? (clocks[0] ?? null) : null,
    canAppeal: mayAppeal(row),
    consent: consentVersion,
  };
}

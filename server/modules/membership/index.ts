import { registerAuditNames } from "#kernel/audit/audit-names";
import { type Ctx, transact } from "#kernel/context";
import type { Db } from "#kernel/database/db";
import type { Module } from "#kernel/module";
import { registerNodeNames } from "#kernel/node-names";
import type { Secrets } from "#kernel/secrets/secrets";
import { registerShareable } from "#kernel/share/shareables";
import { duplicateRoutes } from "./duplicates/duplicates.routes.ts";
import { exportRoutes } from "./exports/export.routes.ts";
import { makeExports } from "./exports/make-export.ts";
import { figureRoutes } from "./figures/figures.routes.ts";
import { importRoutes } from "./imports/import.routes.ts";
import { reviewRoutes } from "./imports/review.routes.ts";
import { importWorkbookRoutes } from "./imports/workbook.routes.ts";
import { applicantRoutes } from "./joining/applicant.routes.ts";
import { invitationRoutes } from "./joining/invitation.routes.ts";
import { joiningReviewRoutes } from "./joining/review.routes.ts";
import { sharedUnion } from "./joining/shared-union.ts";
import "./kindness/birthdays.ts";
import { kindnessRoutes } from "./kindness/kindness.routes.ts";
import { memberRoutes } from "./member.routes.ts";
import { memberCodeRoutes } from "./member-code.routes.ts";
import { noSuchPerson } from "./membership.errors.ts";
import { linkRoutes, wholeOrganisationRoutes } from "./organisations/organisations-whole.routes.ts";
import "./organisations/sight.ts"; // declares how far duties reach
import { organisationRoutes } from "./organisations.routes.ts";
import { findOrganisation, listOrganisationNames } from "./organisations.store.ts";
import "./figures/figures.jobs.ts";
import "./membership.jobs.ts";
import { ownDataRoutes } from "./own-data/own-data.routes.ts";
import "./own-data/waiting-corrections.ts";
import { parentAppRoutes } from "./parent-app/parent-app.routes.ts";
import "./phones/disputed-phones.ts";
import { membershipRoutes, peopleRoutes } from "./people.routes.ts";
import { findPerson, listMaskedNames, listPersonFacts, type PersonFactsRow } from "./people.store.ts";
import "./registration/announce-registration.ts";
import { registerOrganisationSheet } from "./register-sheets/organisations-target.ts";
import { registerPeopleSheets } from "./register-sheets/people-target.ts";
import { ownRegistrationRoutes, registrationRoutes } from "./registration/registration.routes.ts";
import { findPhone } from "./sealed-fields.ts";
import { ownTransferRoutes, transferRoutes } from "./transfers/transfer.routes.ts";
import "./joining/waiting-joining.ts";
import "./organisations/waiting-organisations.ts";
import "./transfers/waiting-transfers.ts";
import { serviceRoutes } from "./services/service.routes.ts";
import { registerSettingsRoutes } from "./settings/register-settings.routes.ts";
import { verificationRoutes } from "./verification/verification.routes.ts";
import { resumeRuns, startVerifying } from "./verification/verify-many.ts";

export type { OrganisationKind } from "#wire/organisation-kinds";
export { type BulkPerson, insertPeople } from "./bulk.ts";
export { countLook } from "./count-look.ts";
export { countEligible, type PeopleCondition } from "./eligible.ts";
export { endPlayMembership } from "./memberships.ts";
export { maskName, maskPhone, searchForms } from "./names.ts";
export type { FactsChange } from "./organisation-facts.rules.ts";
export { addOrganisation } from "./organisations.ts";
export { type EmploymentForm, listMaskedNames } from "./people.store.ts";
export { type PersonBrief, peopleBriefs } from "./people-briefs.ts";
export {
  describeListed,
  type Listed,
  listedColumns,
  matchListed,
  namesSomebody,
} from "./register-sheets/listed-people.ts";
export { organisationsNamed, unionsBelow } from "./register-sheets/unions.ts";
export { type RevealPurpose, revealPurposes } from "./reveal-field.ts";
export { recordService, recordServices, type Service, takeBackService } from "./services/record-service.ts";

registerPeopleSheets();
registerOrganisationSheet();
registerNodeNames(listOrganisationNames);
registerAuditNames("organisation", listOrganisationNames);
registerAuditNames("person", listMaskedNames);

registerShareable("unions", { permission: "people.view", page: "/join/:id", read: sharedUnion });

export const membership: Module = {
  name: "membership",
  uses: [],
  routes: (app, runtime) => {
    memberRoutes(app, runtime);
    memberCodeRoutes(app, runtime);
    parentAppRoutes(app, runtime);
    organisationRoutes(app);
    linkRoutes(app);
    wholeOrganisationRoutes(app);
    peopleRoutes(app, runtime);
    membershipRoutes(app, runtime);
    applicantRoutes(app, runtime);
    joiningReviewRoutes(app, runtime);
    invitationRoutes(app, runtime);
    ownTransferRoutes(app);
    ownDataRoutes(app, runtime);
    transferRoutes(app, runtime);
    duplicateRoutes(app, runtime);
    importRoutes(app, runtime);
    reviewRoutes(app);
    importWorkbookRoutes(app, runtime);
    exportRoutes(app, runtime);
    registerSettingsRoutes(app);
    serviceRoutes(app);
    figureRoutes(app);
    kindnessRoutes(app);
    ownRegistrationRoutes(app, runtime);
    registrationRoutes(app, runtime);
    verificationRoutes(app, runtime);
  },
  start: async (runtime) => {
    const { secrets, system } = runtime;
    const stopVerifying = startVerifying(runtime);
    await resumeRuns(system("identity"));
    const stopExports = makeExports({ ctx: system("exports"), secrets });
    return () => {
      stopVerifying();
      return stopExports();
    };
  },
};

/** What eligibility asks about a person: paths of the unions, verified, employment form, tags. */
export type PersonFacts = PersonFactsRow;

/** The facts of one person, or undefined when there is none (any more) that the transaction may see. */
export async function personFacts(db: Db, personId: string): Promise<PersonFacts | undefined> {
  const [facts] = await listPersonFacts(db, [personId]);
  return facts;
}

/** Paths of the unions of a person whom the actor may see. Throws person.missing (404). */
export async function personReach(ctx: Ctx, personId: string): Promise<string[]> {
  const facts = await transact(ctx, (tx) => personFacts(tx.db, personId));
  if (facts === undefined) throw noSuchPerson();
  return facts.unions;
}

/** The facts of many people in one query, by id; who cannot be seen is left out. */
export async function peopleFacts(db: Db, personIds: readonly string[]): Promise<Map<string, PersonFacts>> {
  return new Map((await listPersonFacts(db, personIds)).map((facts) => [facts.id, facts]));
}

/** The name of a person, for pages of others always through `maskName`. */
export async function findPersonName(db: Db, personId: string): Promise<string | undefined> {
  return (await findPerson(db, personId))?.name;
}

/** True when the person's phone number ends with these digits: what somebody says at a door whose phone is empty. */
export async function phoneEndsWith(
  db: Db,
  secrets: Secrets,
  given: { personId: string; end: string },
): Promise<boolean> {
  const person = await findPerson(db, given.personId);
  return person !== undefined && (findPhone(secrets, person)?.endsWith(given.end) ?? false);
}

/** An organisation's names and place in the tree, if the transaction may see it. */
export const findOrganisationById = (db: Db, id: string) => findOrganisation(db, id);

import { z } from "zod";
import {
  industries,
  organisationClasses,
  organisationKinds,
  organisationMarks,
  unitTypes,
} from "#wire/organisation-kinds";

export const OrganisationKind = z.enum(organisationKinds);
const OrganisationState = z.enum(["preparing", "active", "closed"]);
const Day = z.iso.date();

export const OrganisationParams = z.object({ organisationId: z.uuid() });
export const Organisation = z
  .object({
    id: z.uuid(),
    parentId: z.uuid().nullable(),
    name: z.string(),
    shortName: z.string(),
    kind: OrganisationKind,
    state: OrganisationState,
    /** Of the new employment forms, by its marks. */
    newForm: z.boolean(),
    members: z.number().int(),
    children: z.number().int(),
    /** From the top to the organisation itself. */
    path: z.array(z.object({ id: z.uuid(), name: z.string() })),
    can: z.object({ edit: z.boolean(), addChild: z.boolean(), place: z.boolean(), seeFigures: z.boolean() }),
  })
  .meta({ id: "Organisation" });
export const OrganisationList = z
  .object({
    items: z.array(Organisation),
    /** Give it as `after` for the next page; null on the last. */
    next: z.uuid().nullable(),
  })
  .meta({ id: "OrganisationList" });
export const OrganisationQuery = z.strictObject({
  parent: z.uuid().optional(),
  q: z.string().trim().max(60).optional(),
  after: z.uuid().optional(),
});

const text = z.string().nullable();
const facts = {
  creditCode: text,
  creditCodeReason: text,
  regionCode: text,
  regionRevision: text,
  industry: z.enum(industries).nullable(),
  unitType: z.enum(unitTypes).nullable(),
  class: z.enum(organisationClasses).nullable(),
  marks: z.array(z.enum(organisationMarks)).max(organisationMarks.length),
  address: text,
  phone: text,
  foundedOn: Day.nullable(),
  legalPerson: z.boolean().nullable(),
  termFrom: Day.nullable(),
  termYears: z.union([z.literal(3), z.literal(5)]).nullable(),
  electionOn: Day.nullable(),
};
const CreditCodeDoubt = z.enum(["length", "sign", "check", "not_of_unions", "of_unions"]);

export const OrganisationDetail = Organisation.extend({
  ...facts,
  /** What speaks against the code; it is kept all the same. */
  creditCodeDoubt: CreditCodeDoubt.nullable(),
  /** Another organisation with the same code. */
  creditCodeAlsoOf: z.string().nullable(),
  /** When its committee is elected anew: the day that was set, else the end of its term. */
  electionDue: Day.nullable(),
  openedOn: Day,
  closedOn: Day.nullable(),
  successor: z.object({ id: z.uuid(), name: z.string() }).nullable(),
}).meta({ id: "OrganisationDetail" });

/** As it is typed: what are columns of a sheet, too, is judged by the sheet's schema. */
const Typed = z.string().max(300);
const orNothing = Typed.nullable();
const FactsInput = z
  .strictObject({
    ...facts,
    ...{ creditCode: orNothing, regionCode: orNothing, address: orNothing, phone: orNothing },
    ...{ foundedOn: orNothing, termFrom: orNothing, electionOn: orNothing },
    creditCodeReason: z.string().trim().min(1).max(200).nullable(),
    regionRevision: z.string().trim().min(1).max(20).nullable(),
  })
  .partial();
export const CreateOrganisation = FactsInput.extend({
  parentId: z.uuid(),
  name: Typed,
  shortName: Typed.optional(),
  kind: OrganisationKind,
  state: z.enum(["preparing", "active"]).optional(),
}).meta({ id: "CreateOrganisation" });
export const ChangeOrganisation = FactsInput.extend({
  name: Typed.optional(),
  shortName: Typed.optional(),
  kind: OrganisationKind.optional(),
  state: z.enum(["preparing", "active"]).optional(),
}).meta({ id: "ChangeOrganisation" });

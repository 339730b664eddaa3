import { z } from "zod";
import {
  industries,
  organisationClasses,
  organisationKinds,
  organisationMarks,
  unitTypes,
} from "#wire/organisation-kinds";
import { regionCodeFault } from "#wire/region-code";

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

const text = (most: number) => z.string().trim().min(1).max(most).nullable();
const facts = {
  creditCode: text(40),
  creditCodeReason: text(200),
  regionCode: z
    .string()
    .refine((code) => regionCodeFault(code) === undefined, "region_code")
    .nullable(),
  regionRevision: text(20),
  industry: z.enum(industries).nullable(),
  unitType: z.enum(unitTypes).nullable(),
  class: z.enum(organisationClasses).nullable(),
  marks: z.array(z.enum(organisationMarks)).max(organisationMarks.length),
  address: text(200),
  phone: text(40),
  foundedOn: Day.nullable(),
  legalPerson: z.boolean().nullable(),
  termFrom: Day.nullable(),
  termYears: z.union([z.literal(3), z.literal(5)]).nullable(),
  electionOn: Day.nullable(),
};
const CreditCodeDoubt = z.enum(["length", "sign", "check", "not_of_unions", "of_unions"]);

export const OrganisationDetail = Organisation.extend({
  ...facts,
  regionCode: z.string().nullable(),
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

const OrganisationName = z.string().trim().min(1).max(80);
const FactsInput = z.strictObject(facts).partial();
export const CreateOrganisation = FactsInput.extend({
  parentId: z.uuid(),
  name: OrganisationName,
  shortName: OrganisationName.optional(),
  kind: OrganisationKind,
  state: z.enum(["preparing", "active"]).optional(),
}).meta({ id: "CreateOrganisation" });
export const ChangeOrganisation = FactsInput.extend({
  name: OrganisationName.optional(),
  shortName: OrganisationName.optional(),
  kind: OrganisationKind.optional(),
  state: z.enum(["preparing", "active"]).optional(),
}).meta({ id: "ChangeOrganisation" });

import { z } from "zod";
import { Instant, PageQuery, pageOf } from "#kernel/http/http.schemas";
import { identityVerdicts } from "#kernel/identity/identity-verifier";
import { normalisePhone } from "#kernel/phone";
import { standings } from "./filter-people.rules.ts";
import { employmentForms } from "./people.store.ts";
import { revealPurposes, sealedFields } from "./reveal-field.ts";
import { idKinds } from "./sealed-fields.ts";
import { affiliationBases } from "./states/affiliations.rules.ts";
import { membershipStates } from "./states/states.rules.ts";
import { identitySources } from "./verification/verification.store.ts";

/** A mobile number as people type it; E.164 inside. */
export const Phone = z
  .string()
  .max(30)
  .refine((text) => normalisePhone(text) !== undefined, "phone");
/** The number of a text that passed `Phone`. */
export function phoneOf(text: string): string {
  const phone = normalisePhone(text);
  if (phone === undefined) throw new Error("a phone number was not checked at the edge");
  return phone;
}
export const Code = z.string().regex(/^\d{6}$/);

export const AskCode = z.strictObject({ phone: Phone }).meta({ id: "AskCode" });
export const CodeSent = z
  .object({
    resendAfter: z.number().int(),
    expiresAt: Instant,
    /** Only in demo mode. */
    demoCode: z.string().optional(),
    /** Only in demo mode, on a change of phone: the code of the number in use. */
    currentDemoCode: z.string().optional(),
  })
  .meta({ id: "CodeSent" });
/** `link`: the identity that came from the parent app with this browser is theirs. */
export const MemberSignIn = z
  .strictObject({ phone: Phone, code: Code, link: z.boolean().optional() })
  .meta({ id: "MemberSignIn" });
export const ProveIdentity = z
  .strictObject({
    ticket: z.string().max(200),
    name: z.string().trim().min(1).max(60),
    idEnd: z.string().trim().length(4),
  })
  .meta({ id: "ProveIdentity" });
export const NotMyAccount = z.strictObject({ ticket: z.string().max(200) }).meta({ id: "NotMyAccount" });
export const AskPhoneChange = z.strictObject({ newPhone: Phone }).meta({ id: "AskPhoneChange" });
export const ChangePhone = z
  .strictObject({ newPhone: Phone, code: Code, currentCode: Code })
  .meta({ id: "ChangePhone" });

const State = z.enum(membershipStates);
export const UnionRef = z
  .object({ id: z.uuid(), name: z.string(), primary: z.boolean(), state: State })
  .meta({ id: "UnionRef" });
export const MemberMe = z
  .object({
    personId: z.uuid(),
    name: z.string(),
    phoneMasked: z.string(),
    verified: z.boolean(),
    memberNumber: z.string(),
    unions: z.array(UnionRef),
    serverTime: Instant,
  })
  .meta({ id: "MemberMe" });

const EmploymentForm = z.enum(employmentForms);
export const PersonItem = z
  .object({
    id: z.uuid(),
    name: z.string(),
    /** Empty for somebody without a phone. */
    phoneMasked: z.string(),
    /** Null for somebody who never was a member. */
    memberNumber: z.string().nullable(),
    verified: z.boolean(),
    employmentForm: EmploymentForm,
    unions: z.array(UnionRef),
    tags: z.array(z.string()),
  })
  .meta({ id: "PersonItem" });
export const PersonPage = pageOf(PersonItem)
  .extend({
    /** On the first page; counting stops at some number, and then `more` says that there are more. */
    total: z.number().int().optional(),
    more: z.boolean().optional(),
  })
  .meta({ id: "PersonPage" });
const PeopleOf = PageQuery.extend({
  after: z.string().max(600).optional(),
  q: z.string().trim().max(60).optional(),
  organisationId: z.uuid().optional(),
});
export const PeopleQuery = PeopleOf.extend({
  standing: z.enum(standings).optional(),
  verified: z
    .enum(["true", "false"])
    .transform((text) => text === "true")
    .optional(),
});
const PersonOn = PersonItem.pick({ id: true, name: true, phoneMasked: true, memberNumber: true, unions: true })
  .extend({
    /** They are no longer in the register; there is no file to open. */
    hasLeft: z.boolean(),
  })
  .meta({ id: "PersonOn" });
export const PeopleOnQuery = PeopleOf.extend({ organisationId: z.uuid(), day: z.iso.date() });
export const PeopleOn = pageOf(PersonOn)
  .extend({
    /** On the first page. */
    total: z.number().int().optional(),
  })
  .meta({ id: "PeopleOn" });
export const DayQuery = z.strictObject({ day: z.iso.date() });
export const PersonParams = z.object({ personId: z.uuid() });

const shortText = z.string().trim().min(1).max(60).nullable();
export const Details = z.strictObject({
  ethnicity: shortText,
  education: shortText,
  politics: shortText,
  householdKind: z.enum(["urban", "rural"]).nullable(),
  workType: shortText,
  skillLevel: shortText,
  title: shortText,
  employerName: z.string().trim().min(1).max(120).nullable(),
  remark: z.string().trim().min(1).max(300).nullable(),
});

const Membership = z.object({
  organisationId: z.uuid(),
  organisationName: z.string(),
  state: State,
  /** Why a union serves somebody who is counted elsewhere. */
  basis: z.enum(affiliationBases).nullable(),
  /** Of the reader's own branch; earlier ones of others are told by name and days. */
  ours: z.boolean(),
  primary: z.boolean(),
  validFrom: z.iso.date(),
  validTo: z.iso.date().nullable(),
});
export const MembershipsOn = z.object({ items: z.array(Membership) }).meta({ id: "MembershipsOn" });

export const Person = PersonItem.extend({
  /** Since when; null for somebody who is not. */
  verifiedAt: Instant.nullable(),
  /** What a source, or staff who saw the papers, said last of name and document. */
  identity: z.object({ source: z.enum(identitySources), verdict: z.enum(identityVerdicts), at: Instant }).nullable(),
  sex: z.enum(["female", "male"]).nullable(),
  birthDate: z.iso.date().nullable(),
  idKind: z.enum(idKinds).nullable(),
  /** Empty without a document. */
  idMasked: z.string(),
  ...Details.shape,
  /** Since when the person agrees to be visited in bad days; null if not. */
  condolenceSince: Instant.nullable(),
  memberships: z.array(
    Membership.extend({
      /** What it can become; a transfer has a way of its own. */
      next: z.array(State),
    }),
  ),
  history: z.array(
    z.object({ at: Instant, actor: z.string(), action: z.string(), detail: z.record(z.string(), z.unknown()) }),
  ),
  /** What the ids of the history are called, by "type:id". */
  names: z.record(z.string(), z.string()),
  can: z.object({ edit: z.boolean(), changePhone: z.boolean(), reveal: z.boolean() }),
}).meta({ id: "Person" });

/** As typed: what fits is said by the schema of the roster (form-entry.ts), here is only how much is read at all. */
const typed = z.string().max(1000);
const PersonFields = z.strictObject({
  ...{
    ethnicity: typed.nullable(),
    education: typed.nullable(),
    politics: typed.nullable(),
    workType: typed.nullable(),
  },
  ...{
    skillLevel: typed.nullable(),
    title: typed.nullable(),
    employerName: typed.nullable(),
    remark: typed.nullable(),
  },
  householdKind: Details.shape.householdKind,
  name: typed,
  sex: z.enum(["female", "male"]).nullable(),
  birthDate: typed.nullable(),
  employmentForm: EmploymentForm,
  tags: z.array(z.string().trim().min(1).max(30)).max(30),
  verified: z.boolean(),
  document: z.strictObject({ kind: z.enum(idKinds), number: typed }).nullable(),
});
export const CreatePerson = PersonFields.partial()
  .required({ name: true })
  .extend({ phone: typed, organisationId: z.uuid() })
  .meta({ id: "CreatePerson" });
export const CreatedPerson = z.object({ id: z.uuid() }).meta({ id: "CreatedPerson" });
/** Somebody who is no member. */
export const ListPerson = PersonFields.partial()
  .required({ name: true })
  .extend({ phone: typed.optional(), organisationId: z.uuid() })
  .meta({ id: "ListPerson" });
/** For somebody without a membership: to which union, and the scan of what they signed. */
export const ApplyFor = z
  .strictObject({ organisationId: z.uuid(), fileId: z.uuid().nullable().default(null) })
  .meta({ id: "ApplyForPerson" });
export const ChangePerson = PersonFields.partial().meta({ id: "ChangePerson" });
const Reason = z.string().trim().min(2).max(500);
export const ReplacePhone = z.strictObject({ phone: Phone, reason: Reason }).meta({ id: "ReplacePhone" });
export const RevealField = z
  .strictObject({
    field: z.enum(sealedFields),
    purpose: z.enum(revealPurposes),
    note: z.string().trim().min(1).max(200).optional(),
  })
  .meta({ id: "RevealField" });
export const RevealedField = z.object({ value: z.string() }).meta({ id: "RevealedField" });
export const TransferMember = z
  .strictObject({ organisationId: z.uuid(), reason: Reason })
  .meta({ id: "TransferMember" });
export const AddAffiliation = z
  .strictObject({ organisationId: z.uuid(), basis: z.enum(affiliationBases) })
  .meta({ id: "AddAffiliation" });
export const ChangeMembershipState = z
  .strictObject({
    organisationId: z.uuid().optional(),
    state: State,
    reason: Reason,
    fileId: z.uuid().nullable().default(null),
  })
  .meta({ id: "ChangeMembershipState" });
export const EndMembership = z.strictObject({ reason: Reason }).meta({ id: "EndMembership" });

/** Lines of a 接龙 or cells of a spreadsheet's column. */
export const MatchPeople = z.strictObject({ lines: z.array(z.string().max(200)).min(1).max(500) });
export const MatchedPeople = z
  .object({
    lines: z.array(
      z.object({
        line: z.string(),
        outcome: z.enum(["found", "ambiguous", "missing"]),
        /** The one found, or those to choose from. */
        people: z.array(
          z.object({
            id: z.uuid(),
            name: z.string(),
            phoneMasked: z.string(),
            memberNumber: z.string(),
            union: z.string(),
          }),
        ),
      }),
    ),
  })
  .meta({ id: "MatchedPeople" });

/** What ends with a membership: entries of draws to come, places in line, offers, vouchers and seats. */
export const InHand = z
  .object({ entries: z.int(), waiting: z.int(), held: z.int(), active: z.int() })
  .meta({ id: "InHand" });

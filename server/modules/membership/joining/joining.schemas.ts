import { z } from "zod";
import { clockStates } from "#engines/deadlines";
import { DecisionView, decisionFields } from "#engines/decisions";
import { Instant, PageQuery, pageOf } from "#kernel/http/http.schemas";
import { identityVerdicts } from "#kernel/identity/identity-verifier";
import { Code, Phone } from "../membership.schemas.ts";
import { employmentForms } from "../people.store.ts";
import { revealPurposes, sealedFields } from "../reveal-field.ts";
import { idKinds } from "../sealed-fields.ts";
import { applicationStates } from "./application.rules.ts";
import { unionReasons } from "./propose.rules.ts";

export const AskJoiningCode = z.strictObject({ phone: Phone }).meta({ id: "AskJoiningCode" });
export const ProvePhone = z
  .strictObject({
    ...{ phone: Phone, code: Code, organisationId: z.uuid().nullable().default(null) },
    /** The code of the invitation in the link. */
    invitation: z.string().max(40).nullable().default(null),
  })
  .meta({ id: "ProvePhone" });

export const Deadline = z
  .object({
    kind: z.string(),
    state: z.enum(clockStates),
    fromOn: z.iso.date(),
    dueOn: z.iso.date(),
    daysLeft: z.number().int(),
    provisional: z.boolean(),
  })
  .meta({ id: "Deadline" });

const EmploymentForm = z.enum(employmentForms);
const shared = {
  state: z.enum(applicationStates),
  name: z.string(),
  idKind: z.enum(idKinds),
  idMasked: z.string(),
  phoneMasked: z.string(),
  employmentForm: EmploymentForm,
  employerName: z.string(),
  platformName: z.string(),
  districtName: z.string().nullable(),
  unionReason: z.enum(unionReasons).nullable(),
  submittedAt: Instant.nullable(),
  decidedAt: Instant.nullable(),
  reason: z.string().nullable(),
  appeal: z.string().nullable(),
  clock: Deadline.nullable(),
};

export const OwnApplication = z
  .object({
    ...shared,
    districtId: z.uuid().nullable(),
    organisationId: z.uuid().nullable(),
    organisationName: z.string().nullable(),
    canAppeal: z.boolean(),
    /** The name of the text that is agreed to when this is handed in. */
    consent: z.string(),
  })
  .meta({ id: "OwnJoining" });
export const SaveDraft = z
  .strictObject({
    name: z.string().trim().max(60),
    idKind: z.enum(idKinds),
    idNumber: z.string().max(30),
    employmentForm: EmploymentForm,
    employerName: z.string().trim().max(120),
    platformName: z.string().trim().max(60),
    districtId: z.uuid().nullable(),
    organisationId: z.uuid().nullable(),
  })
  .partial()
  .meta({ id: "SaveJoiningDraft" });
export const Submit = z.strictObject({ consent: z.string().max(20) }).meta({ id: "SubmitJoining" });
export const Appeal = z.strictObject({ text: z.string().trim().min(4).max(500) }).meta({ id: "AppealJoining" });
export const Proposals = z
  .object({ items: z.array(z.object({ id: z.uuid(), name: z.string(), reason: z.enum(unionReasons) })) })
  .meta({ id: "ProposedUnions" });
export const DistrictQuery = z.strictObject({ parentId: z.uuid().optional() });
export const Districts = z
  .object({ items: z.array(z.object({ id: z.uuid(), name: z.string(), hasChildren: z.boolean() })) })
  .meta({ id: "Districts" });

export const JoiningParams = z.object({ joiningId: z.uuid() });
export const JoiningQuery = PageQuery.extend({
  state: z.enum(["open", "answered"]).default("open"),
  organisationId: z.uuid().optional(),
});
export const JoiningItem = z
  .object({
    id: z.uuid(),
    ...shared,
    channel: z.enum(["page", "code", "invitation", "office"]),
    organisationId: z.uuid(),
    organisationName: z.string(),
    revision: z.number().int(),
    personId: z.uuid().nullable(),
    /** What a source said of name and number. */
    identity: z.object({ source: z.enum(["demo"]), verdict: z.enum(identityVerdicts), at: Instant }).nullable(),
    can: z.object({ decide: z.boolean(), reveal: z.boolean() }),
  })
  .meta({ id: "JoiningItem" });
export const JoiningPage = pageOf(JoiningItem).meta({ id: "JoiningPage" });
export const Joining = JoiningItem.extend({
  like: z.array(
    z.object({
      why: z.enum(["id", "phone", "name_birth"]),
      /** Null for a member elsewhere, whose file is not the reader's to know of. */
      person: z
        .object({
          id: z.uuid(),
          name: z.string(),
          memberNumber: z.string().nullable(),
          union: z.string().nullable(),
        })
        .nullable(),
    }),
  ),
  decisions: z.array(DecisionView),
}).meta({ id: "Joining" });
const answer = { revision: z.number().int().min(1), ...decisionFields };
export const ApproveJoining = z
  .strictObject({ ...answer, verified: z.boolean().default(false) })
  .meta({ id: "ApproveJoining" });
export const RefuseJoining = z
  .strictObject({ ...answer, note: z.string().trim().min(2).max(500) })
  .meta({ id: "RefuseJoining" });
export const RevealJoining = z
  .strictObject({ field: z.enum(sealedFields), purpose: z.enum(revealPurposes) })
  .meta({ id: "RevealJoining" });
export const JoiningRevealed = z.object({ value: z.string() }).meta({ id: "JoiningRevealed" });

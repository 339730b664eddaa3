import { z } from "zod";
import { linkKinds } from "#wire/organisation-kinds";
import { OrganisationKind } from "../organisation.schemas.ts";
import { dimensions } from "./past.store.ts";

const Day = z.iso.date();
const Reason = z.string().trim().min(2).max(500);
const Named = z.object({ id: z.uuid(), name: z.string() });

export const LinkParams = z.object({ linkId: z.uuid() });
export const OrganisationLink = z
  .object({
    id: z.uuid(),
    kind: z.enum(linkKinds),
    from: Named,
    to: Named,
    validFrom: Day,
    /** The first day on which it no longer holds. */
    validTo: Day.nullable(),
    grantsSight: z.boolean(),
    agreement: z.string().nullable(),
    note: z.string().nullable(),
    endReason: z.string().nullable(),
    state: z.enum(["ahead", "holds", "over"]),
    can: z.object({ end: z.boolean() }),
  })
  .meta({ id: "OrganisationLink" });
export const OrganisationLinks = z.object({ items: z.array(OrganisationLink) }).meta({ id: "OrganisationLinks" });
export const CreateLink = z
  .strictObject({
    kind: z.enum(linkKinds).exclude(["affiliation"]),
    toId: z.uuid(),
    /** Today without it. */
    validFrom: Day.optional(),
    validTo: Day.nullable().optional(),
    grantsSight: z.boolean().optional(),
    agreement: z.string().trim().max(300).nullable().optional(),
    note: z.string().trim().max(300).nullable().optional(),
  })
  .refine(({ validFrom, validTo }) => !validFrom || !validTo || validFrom < validTo, "valid_to")
  .meta({ id: "CreateLink" });
export const LinkMade = z.object({ id: z.uuid() }).meta({ id: "LinkMade" });
export const EndLink = z.strictObject({ on: Day, reason: Reason }).meta({ id: "EndLink" });

export const OrganisationTouched = z
  .object({
    organisation: Named,
    organisations: z.number().int(),
    members: z.number().int(),
    memberships: z.number().int(),
    accounts: z.number().int(),
    duties: z.number().int(),
    links: z.number().int(),
    plannedMove: z.object({ toId: z.uuid(), on: Day }).nullable(),
  })
  .meta({ id: "OrganisationTouched" });
export const MoveOrganisation = z
  .strictObject({ parentId: z.uuid(), from: Day, reason: Reason })
  .meta({ id: "MoveOrganisation" });
export const OrganisationMoved = z
  .object({ moved: z.boolean(), rows: z.number().int() })
  .meta({ id: "OrganisationMoved" });
export const MergeOrganisation = z.strictObject({ intoId: z.uuid(), reason: Reason }).meta({ id: "MergeOrganisation" });
export const OrganisationMerged = z
  .object({ members: z.number().int(), organisations: z.number().int() })
  .meta({ id: "OrganisationMerged" });
export const CloseOrganisation = z
  .strictObject({
    membersTo: z.uuid().nullable().optional(),
    /** Their membership is retained there: those of an employer that is gone. */
    retain: z.boolean().optional(),
    reason: Reason,
  })
  .meta({ id: "CloseOrganisation" });
export const OrganisationClosed = z.object({ members: z.number().int() }).meta({ id: "OrganisationClosed" });
export const SplitOrganisation = z
  .strictObject({
    name: z.string().trim().min(1).max(80),
    shortName: z.string().trim().min(1).max(80).optional(),
    kind: OrganisationKind,
    personIds: z.array(z.uuid()).max(5000),
    childIds: z.array(z.uuid()).max(500),
    reason: Reason,
  })
  .meta({ id: "SplitOrganisation" });
export const OrganisationSplit = OrganisationMerged.extend({ id: z.uuid() }).meta({ id: "OrganisationSplit" });

const past = {
  ...{ id: z.uuid(), name: z.string(), kind: OrganisationKind, state: z.enum(["preparing", "active", "closed"]) },
  ...{ newForm: z.boolean(), children: z.number().int() },
};
export const PastQuery = z.strictObject({ parent: z.uuid(), day: Day, after: z.uuid().optional() });
export const PastOrganisations = z
  .object({ items: z.array(z.object(past)), next: z.uuid().nullable() })
  .meta({ id: "PastOrganisations" });
export const DayQuery = z.strictObject({ day: Day });
export const PastOrganisation = z.object({ ...past, day: Day, path: z.array(Named) }).meta({ id: "PastOrganisation" });
export const OrganisationVersions = z
  .object({
    items: z.array(
      z.object({
        ...{ validFrom: Day, validTo: Day.nullable(), name: z.string(), kind: OrganisationKind },
        state: z.enum(["preparing", "active", "closed"]),
      }),
    ),
  })
  .meta({ id: "OrganisationVersions" });

export const StatisticsQuery = z.strictObject({
  organisationId: z.uuid(),
  day: Day,
  /** As reported then, or restated on today's tree. */
  tree: z.enum(["reported", "today"]).default("reported"),
});
export const OrganisationStatistics = z
  .object({
    ...{ organisation: Named, day: Day, tree: z.enum(["reported", "today"]) },
    ...{ total: z.number().int(), unions: z.number().int(), newForm: z.number().int() },
    by: z.array(
      z.object({
        dimension: z.enum(dimensions),
        values: z.array(z.object({ value: z.string().nullable(), organisations: z.number().int() })),
      }),
    ),
  })
  .meta({ id: "OrganisationStatistics" });

export const ElectionQuery = z.strictObject({ within: z.coerce.number().int().min(0).max(730).default(90) });
export const Elections = z
  .object({
    items: z.array(
      z.object({
        organisation: Named,
        dueOn: Day,
        /** Below zero: it should have been held. */
        daysLeft: z.number().int(),
        remindedAt: z.iso.datetime().nullable(),
      }),
    ),
  })
  .meta({ id: "Elections" });

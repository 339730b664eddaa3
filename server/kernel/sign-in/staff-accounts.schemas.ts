import { z } from "zod";
import { Instant, PageQuery, pageOf } from "../http/http.schemas.ts";
import { presetNames } from "./duty-presets.ts";

const OfficeName = z.enum(["system", "security", "audit"]);

/** `office`: one of the three of which nobody holds two. */
export const DutyList = z
  .object({
    items: z.array(z.object({ duty: z.string(), permissions: z.array(z.string()), office: OfficeName.nullable() })),
    presets: z.array(z.object({ preset: z.enum(presetNames), duties: z.array(z.string()) })),
  })
  .meta({ id: "DutyList" });

export const StaffAccount = z
  .object({
    id: z.uuid(),
    login: z.string(),
    name: z.string(),
    organisationId: z.uuid(),
    organisationName: z.string(),
    secondFactor: z.boolean(),
    passwordTemporary: z.boolean(),
    createdAt: Instant,
    disabledAt: Instant.nullable(),
    signedInAt: Instant.nullable(),
    /** When it closes by itself, for want of use; null when nobody was told of that. */
    closesAt: Instant.nullable(),
    /** Closed for want of use, and may be opened again. */
    closedIdle: z.boolean(),
    duties: z.array(
      z.object({
        grantId: z.uuid(),
        duty: z.string(),
        nodeId: z.uuid(),
        nodeName: z.string(),
        validFrom: Instant,
        validUntil: Instant.nullable(),
        canRevoke: z.boolean(),
      }),
    ),
    can: z.object({ reset: z.boolean(), disable: z.boolean() }),
  })
  .meta({ id: "StaffAccount" });

export const StaffAccountPage = pageOf(StaffAccount).meta({ id: "StaffAccountPage" });
export const StaffAccountQuery = PageQuery.extend({
  after: z.uuid().optional(),
  /** Only those who belong to this organisation or hold a duty at it. */
  organisationId: z.uuid().optional(),
  /** As it was at the end of this day; the duties are those that were held then. */
  day: z.iso.date().optional(),
});
export const StaffAccountParams = z.object({ accountId: z.uuid() });
export const GrantParams = z.object({ accountId: z.uuid(), grantId: z.uuid() });

export const CreateStaffAccount = z
  .strictObject({
    login: z
      .string()
      .trim()
      .toLowerCase()
      .regex(/^[a-z0-9][a-z0-9._-]{1,39}$/),
    name: z.string().trim().min(1).max(60),
    organisationId: z.uuid(),
  })
  .meta({ id: "CreateStaffAccount" });

/** The password is shown this once and must be changed by its owner. */
export const CreatedStaffAccount = z
  .object({ accountId: z.uuid(), password: z.string() })
  .meta({ id: "CreatedStaffAccount" });
export const TemporaryPassword = z.object({ password: z.string() }).meta({ id: "TemporaryPassword" });

/** From now on, for ever, unless said otherwise. */
const term = { from: Instant.optional(), until: Instant.optional() };

export const GrantDuty = z
  .strictObject({ duty: z.string().min(1).max(60), organisationId: z.uuid(), ...term })
  .meta({ id: "GrantDuty" });

export const GrantPreset = z
  .strictObject({ preset: z.enum(presetNames), organisationId: z.uuid(), ...term })
  .meta({ id: "GrantPreset" });
export const PresetGranted = z.object({ granted: z.number().int() }).meta({ id: "PresetGranted" });

export const HandOver = z
  .strictObject({ successorId: z.uuid(), ...term, reason: z.string().trim().min(2).max(500) })
  .meta({ id: "HandOverDuties" });
export const HandedOver = z.object({ handedOver: z.number().int() }).meta({ id: "DutiesHandedOver" });
export const DutyGranted = z.object({ grantId: z.uuid() }).meta({ id: "DutyGranted" });

export const WithReason = z.strictObject({ reason: z.string().trim().min(2).max(500) }).meta({ id: "WithReason" });

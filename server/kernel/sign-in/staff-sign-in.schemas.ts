import { z } from "zod";
import { Instant } from "../http/http.schemas.ts";

export const StaffSignIn = z
  .strictObject({ login: z.string().trim().toLowerCase().min(1).max(40), password: z.string().min(1).max(200) })
  .meta({ id: "StaffSignIn" });

export const StaffTicket = z
  .object({
    ticket: z.string(),
    /** What comes next: the code of a known authenticator, or making one known first. */
    next: z.enum(["totp", "enrol"]),
    enrol: z.object({ secret: z.string(), uri: z.string() }).optional(),
    /** Only in demo mode: the code an authenticator would show. */
    demoCode: z.string().optional(),
  })
  .meta({ id: "StaffTicket" });

const Ticket = z.string().min(20).max(100);

export const StaffSecondFactor = z
  .strictObject({ ticket: Ticket, code: z.string().regex(/^\d{6}$/) })
  .meta({ id: "StaffSecondFactor" });

export const StaffRecovery = z
  .strictObject({ ticket: Ticket, recoveryCode: z.string().min(8).max(40) })
  .meta({ id: "StaffRecovery" });

export const StaffMe = z
  .object({
    accountId: z.uuid(),
    name: z.string(),
    login: z.string(),
    /** True until the password is one that only its owner knows; no duty holds before. */
    passwordTemporary: z.boolean(),
    duties: z.array(z.object({ duty: z.string(), nodeId: z.uuid(), nodeName: z.string(), path: z.string() })),
    permissions: z.array(z.string()),
    serverTime: Instant,
  })
  .meta({ id: "StaffMe" });

export const StaffSignedIn = StaffMe.extend({
  /** Shown once, when the second factor is enrolled. */
  recoveryCodes: z.array(z.string()).optional(),
  recoveryCodesLeft: z.number().int().optional(),
}).meta({ id: "StaffSignedIn" });

export const ChangePassword = z
  .strictObject({ current: z.string().min(1).max(200), next: z.string().min(1).max(200) })
  .meta({ id: "ChangePassword" });

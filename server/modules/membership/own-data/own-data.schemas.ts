import { z } from "zod";
import { claimStates } from "#engines/stock";
import { Instant } from "#kernel/http/http.schemas";
import { Deadline } from "../joining/joining.schemas.ts";
import { kindnessKinds } from "../kindness/kindness.schemas.ts";
import { Code, Details } from "../membership.schemas.ts";
import { employmentForms } from "../people.store.ts";
import { idKinds } from "../sealed-fields.ts";
import { membershipStates } from "../states/states.rules.ts";
import { transferStates } from "../transfers/transfer.rules.ts";
import { proofs } from "./closing.ts";
import { correctable } from "./own-data.rules.ts";

const File = z.object({
  name: z.string(),
  memberNumber: z.string().nullable(),
  sex: z.enum(["female", "male"]).nullable(),
  birthDate: z.iso.date().nullable(),
  idKind: z.enum(idKinds).nullable(),
  /** Masked on the page, whole in the copy. */
  idNumber: z.string(),
  phone: z.string(),
  employmentForm: z.enum(employmentForms),
  tags: z.array(z.string()),
  verifiedAt: Instant.nullable(),
  ...Details.shape,
});

export const OwnData = z
  .object({
    file: File,
    memberships: z.array(
      z.object({
        organisationName: z.string(),
        state: z.enum(membershipStates),
        primary: z.boolean(),
        validFrom: z.iso.date(),
        validTo: z.iso.date().nullable(),
      }),
    ),
    /** Moves from one union to another, the latest first. */
    transfers: z.array(
      z.object({
        fromName: z.string(),
        toName: z.string(),
        state: z.enum(transferStates),
        begunAt: Instant,
        endedAt: Instant.nullable(),
      }),
    ),
    /** What was agreed to, and until when. */
    consents: z.array(z.object({ kind: z.enum(kindnessKinds), givenAt: Instant, withdrawnAt: Instant.nullable() })),
    levels: z.array(z.object({ name: z.string(), how: z.enum(["union", "above", "serving", "industry"]) })),
    corrections: z.array(
      z.object({
        id: z.uuid(),
        field: z.enum(correctable),
        said: z.string(),
        state: z.enum(["waiting", "done", "refused", "withdrawn"]),
        answer: z.string().nullable(),
        askedAt: Instant,
        clock: Deadline.nullable(),
      }),
    ),
    closing: z.object({ askedAt: Instant, dueOn: z.iso.date() }).nullable(),
    /** How many entries of draws, places in line, vouchers and seats a closing ends, and the first of them. */
    inHand: z.number().int(),
    open: z.array(
      z.object({ title: z.string(), what: z.enum(["entry", "waiting", "held", "active"]), until: Instant.nullable() }),
    ),
  })
  .meta({ id: "OwnData" });

const Look = z.object({
  id: z.string(),
  at: Instant,
  by: z.enum(["self", "staff", "till", "system"]),
  /** From which organisation staff acted; never who. */
  organisation: z.string().nullable(),
  action: z.string(),
  purpose: z.string().nullable(),
  fields: z.array(z.string()),
});
export const OwnLooks = z.object({ items: z.array(Look), next: z.string().nullable() }).meta({ id: "OwnLooks" });
export const LooksQuery = z.strictObject({
  before: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});
export const OwnCopy = OwnData.extend({
  madeAt: Instant,
  things: z.array(z.object({ title: z.string(), state: z.enum(claimStates), at: Instant, until: Instant.nullable() })),
  looks: z.array(Look),
  /** The same as an Excel workbook, base64. */
  workbook: z.string(),
}).meta({ id: "OwnCopy" });
export const AskProof = z.strictObject({ what: z.enum(proofs) }).meta({ id: "AskProof" });
export const Proved = z.strictObject({ code: Code }).meta({ id: "ProvedByCode" });
export const AskCorrection = z
  .strictObject({ field: z.enum(correctable), said: z.string().trim().min(1).max(200) })
  .meta({ id: "AskCorrection" });
export const CorrectionParams = z.object({ correctionId: z.uuid() });

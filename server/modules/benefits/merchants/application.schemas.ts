import { z } from "zod";
import { Instant, pageOf } from "#kernel/http/http.schemas";
import { revealPurposes } from "#modules/membership";
import { creditCodeDoubts } from "./agreement.schemas.ts";

const text = (max: number) => z.string().trim().min(1).max(max);

/** As it is typed: the sheet of merchants says what is right. */
const typed = z.string().max(300);

const ApplicationStore = z.strictObject({
  name: typed,
  address: typed,
  /** How to find it, or a point of the map as "latitude,longitude". */
  position: z.string().trim().max(60).default(""),
  phone: typed.default(""),
});

export const ApplicationInput = z.strictObject({
  ticket: z.string().max(400),
  phone: z.string().max(40),
  organisationId: z.uuid(),
  ...{ legalName: typed, tradeName: typed, creditCode: typed },
  /** Why a code that fails its check is right all the same. */
  creditCodeReason: z.string().trim().max(200).default(""),
  ...{ contactName: typed, trade: typed },
  stores: z.array(ApplicationStore).min(1).max(50),
  licenceFileId: z.uuid().nullable().default(null),
});

const shape = {
  id: z.uuid(),
  legalName: z.string(),
  tradeName: z.string(),
  creditCode: z.string(),
  trade: z.string(),
  stores: z.array(z.object({ name: z.string(), address: z.string(), position: z.string(), phone: z.string() })),
  state: z.enum(["submitted", "accepted", "refused"]),
  reason: z.string().nullable(),
  submittedAt: Instant,
};

/** As the company that asked reads it. */
export const OwnApplication = z.object({ ...shape, union: z.string() }).meta({ id: "OwnApplication" });

/** What the phone's one-time password opens: unions to ask, what this phone asked for, and a ticket to ask with. */
export const ApplicationDesk = z
  .object({
    ticket: z.string(),
    unions: z.array(z.object({ id: z.uuid(), name: z.string() })),
    applications: z.array(OwnApplication),
  })
  .meta({ id: "ApplicationDesk" });

/** As the union that was asked reads it. */
export const MerchantApplication = z
  .object({
    ...shape,
    creditCodeDoubt: creditCodeDoubts,
    creditCodeReason: z.string(),
    /** Others that ask the same union with the same credit code, or were taken in with it. */
    sameCode: z.number().int(),
    contactName: z.string(),
    phoneMasked: z.string(),
    licenceFileId: z.uuid().nullable(),
    licenceIsPicture: z.boolean(),
    decidedBy: z.string().nullable(),
    decidedAt: Instant.nullable(),
    merchantId: z.uuid().nullable(),
    can: z.object({ decide: z.boolean(), call: z.boolean() }),
  })
  .meta({ id: "MerchantApplication" });
export const MerchantApplicationPage = pageOf(MerchantApplication).meta({ id: "MerchantApplicationPage" });

export const ApplicationsQuery = z.strictObject({
  state: z.enum(["submitted", "accepted", "refused"]).optional(),
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export const ApplicationParams = z.strictObject({ applicationId: z.uuid() });
export const ApplicantPhone = z.strictObject({ phone: z.string().max(40) });
export const ApplicantCode = z.strictObject({ phone: z.string().max(40), code: z.string().regex(/^\d{6}$/) });
export const LicenceQuery = z.strictObject({ ticket: z.string().max(400), organisationId: z.uuid() });
export const ApplicationRefusal = z.strictObject({ reason: text(300) });
/** What somebody needs the whole number for. */
export const ApplicantLook = z.strictObject({ purpose: z.enum(revealPurposes) });
export const WholeApplicantPhone = z.object({ value: z.string() }).meta({ id: "WholeApplicantPhone" });

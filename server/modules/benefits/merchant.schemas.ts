import { z } from "zod";
import { Instant, pageOf } from "#kernel/http/http.schemas";

export const MerchantStore = z
  .object({
    id: z.uuid(),
    name: z.string(),
    address: z.string(),
    state: z.enum(["open", "closed"]),
    tills: z.array(z.object({ id: z.uuid(), name: z.string(), pairedAt: Instant })).optional(),
  })
  .meta({ id: "MerchantStore" });

export const Merchant = z
  .object({
    id: z.uuid(),
    name: z.string(),
    badge: z.boolean(),
    agreementUntil: z.iso.date().nullable(),
    state: z.enum(["active", "suspended"]),
    stores: z.array(MerchantStore),
    clerks: z.array(z.object({ id: z.uuid(), name: z.string(), pinSet: z.boolean(), phoneMasked: z.string() })),
  })
  .meta({ id: "Merchant" });
export const MerchantPage = pageOf(Merchant).meta({ id: "MerchantPage" });

const tradeName = z.string().trim().min(1).max(60);
export const NewMerchantBody = z.strictObject({
  parentId: z.uuid(),
  name: tradeName,
  tradeName: tradeName.optional(),
  badge: z.boolean().default(false),
  agreementUntil: z.iso.date().nullable().default(null),
});
export const MerchantChange = z
  .strictObject({
    tradeName,
    badge: z.boolean(),
    agreementUntil: z.iso.date().nullable(),
    state: z.enum(["active", "suspended"]),
  })
  .partial();
export const NewStore = z.strictObject({ name: tradeName, address: z.string().trim().max(200).default("") });
export const StoreChange = z
  .strictObject({ name: tradeName, address: z.string().trim().max(200), state: z.enum(["open", "closed"]) })
  .partial();
export const NewClerkBody = z.strictObject({ name: z.string().trim().min(1).max(40), phone: z.string().max(40) });
export const Created = z.object({ id: z.uuid() }).meta({ id: "Created" });
export const ClerkAdded = z
  .object({ id: z.uuid(), name: z.string(), phoneMasked: z.string() })
  .meta({ id: "ClerkAdded" });
export const PairingCode = z.object({ pairingCode: z.string(), expiresAt: Instant }).meta({ id: "PairingCode" });
export const IdParams = z.strictObject({ id: z.uuid() });

/** Accepted without network and not redeemable afterwards. */
export const Discrepancy = z
  .object({
    id: z.uuid(),
    store: z.string(),
    merchant: z.string(),
    claimId: z.uuid().nullable(),
    amountFen: z.number().int(),
    acceptedAt: Instant,
    syncedAt: Instant,
    outcome: z.enum(["double", "refused"]),
    problem: z.string(),
  })
  .meta({ id: "Discrepancy" });
export const DiscrepancyPage = pageOf(Discrepancy).meta({ id: "DiscrepancyPage" });

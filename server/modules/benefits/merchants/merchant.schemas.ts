import { z } from "zod";
import { Fen, Instant, PageQuery, pageOf } from "#kernel/http/http.schemas";

export const MerchantStore = z
  .object({
    id: z.uuid(),
    name: z.string(),
    address: z.string(),
    phone: z.string(),
    state: z.enum(["open", "closed"]),
    closedAt: Instant.nullable(),
    tills: z.array(z.object({ id: z.uuid(), name: z.string(), pairedAt: Instant })).optional(),
    /** Running campaigns whose vouchers are taken here; `elsewhere`: in another open store too. */
    campaigns: z.array(z.object({ id: z.uuid(), title: z.string(), elsewhere: z.boolean() })).optional(),
  })
  .meta({ id: "MerchantStore" });

export const MerchantClerk = z
  .object({ id: z.uuid(), name: z.string(), pinSet: z.boolean(), manager: z.boolean(), phoneMasked: z.string() })
  .meta({ id: "MerchantClerk" });

export const Merchant = z
  .object({
    id: z.uuid(),
    name: z.string(),
    badge: z.boolean(),
    agreementUntil: z.iso.date().nullable(),
    state: z.enum(["active", "suspended"]),
    stores: z.array(MerchantStore),
    clerks: z.array(MerchantClerk),
    can: z.object({ open: z.boolean(), keep: z.boolean() }),
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
const address = z.string().trim().max(200);
/** A shop's own number: switchboards and extensions too. */
const storePhone = z
  .string()
  .trim()
  .max(30)
  .regex(/^[0-9+()\-\s转,,]*$/);
export const NewStore = z.strictObject({
  name: tradeName,
  address: address.default(""),
  phone: storePhone.default(""),
});
export const StoreChange = z
  .strictObject({ name: tradeName, address, phone: storePhone, state: z.enum(["open", "closed"]) })
  .partial();
const clerkName = z.string().trim().min(1).max(40);
export const NewClerkBody = z.strictObject({ name: clerkName, phone: z.string().max(40) });
export const ClerkChange = z.strictObject({ name: clerkName, manager: z.boolean() }).partial();
export const Created = z.object({ id: z.uuid() }).meta({ id: "Created" });
export const ClerkAdded = z
  .object({ id: z.uuid(), name: z.string(), phoneMasked: z.string() })
  .meta({ id: "ClerkAdded" });
export const PairingCode = z.object({ pairingCode: z.string(), expiresAt: Instant }).meta({ id: "PairingCode" });
export const IdParams = z.strictObject({ id: z.uuid() });

/** Accepted without network and not redeemable afterwards, as the merchant reads it. */
export const TillDiscrepancy = z
  .object({
    id: z.uuid(),
    store: z.string(),
    merchant: z.string(),
    till: z.string(),
    clerk: z.string().nullable(),
    claimId: z.uuid().nullable(),
    amountFen: z.number().int(),
    acceptedAt: Instant,
    syncedAt: Instant,
    outcome: z.enum(["double", "refused"]),
    problem: z.string(),
  })
  .meta({ id: "TillDiscrepancy" });
export const TillDiscrepancyPage = pageOf(TillDiscrepancy).meta({ id: "TillDiscrepancyPage" });

/** The same as the union reads it, with what was settled. */
export const Discrepancy = TillDiscrepancy.extend({
  storeId: z.uuid(),
  merchantId: z.uuid(),
  handled: z.object({ at: Instant, by: z.string(), note: z.string(), borneFen: Fen.nullable() }).nullable(),
  can: z.object({ handle: z.boolean(), bear: z.boolean() }),
}).meta({ id: "Discrepancy" });
export const DiscrepancyPage = pageOf(Discrepancy).meta({ id: "DiscrepancyPage" });
export const DiscrepancyQuery = PageQuery.extend({
  after: z.uuid().optional(),
  merchantId: z.uuid().optional(),
  handled: z.enum(["yes", "no"]).optional(),
});
export const HandleDiscrepancy = z.strictObject({
  note: z.string().trim().min(2).max(300),
  borneFen: Fen.min(1).max(1e9).optional(),
});

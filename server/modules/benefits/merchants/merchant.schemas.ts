import { z } from "zod";
import { Fen, Instant, PageQuery, pageOf } from "#kernel/http/http.schemas";
import { agreementStates } from "./agreement.rules.ts";

export const MerchantStore = z
  .object({
    id: z.uuid(),
    name: z.string(),
    address: z.string(),
    /** How to find it where the address does not say it. */
    position: z.string(),
    phone: z.string(),
    state: z.enum(["open", "closed"]),
    /** Set while the union has withdrawn the store. */
    suspension: z
      .object({ reason: z.string(), from: Instant, until: Instant.nullable(), by: z.string().nullable() })
      .nullable(),
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
    agreement: z.object({
      state: z.enum([...agreementStates, "none"]),
      untilDay: z.iso.date().nullable(),
      contractNumber: z.string(),
      /** Without papers yet. */
      provisional: z.boolean(),
      /** Another one is being written or checked. */
      pending: z.boolean(),
    }),
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
const position = z.string().trim().max(60);
/** A shop's own number: switchboards and extensions too. */
const storePhone = z
  .string()
  .trim()
  .max(30)
  .regex(/^[0-9+()\-\s转,,]*$/);
export const NewStore = z.strictObject({
  name: tradeName,
  address: address.default(""),
  position: position.default(""),
  phone: storePhone.default(""),
});
export const StoreChange = z
  .strictObject({ name: tradeName, address, position, phone: storePhone, state: z.enum(["open", "closed"]) })
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

export const Suspension = z.strictObject({
  reason: z.string().trim().min(1).max(200),
  /** The last day on which it takes nothing; null until further notice. */
  untilDay: z.iso.date().nullable().default(null),
});
/** Running campaigns that list a store, with the vouchers that people hold of each. */
export const StoreTouches = z
  .object({
    campaigns: z.array(
      z.object({ id: z.uuid(), title: z.string(), elsewhere: z.boolean(), holding: z.number().int() }),
    ),
    holding: z.number().int(),
  })
  .meta({ id: "StoreTouches" });

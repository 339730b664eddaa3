import { z } from "zod";
import { Instant } from "#kernel/http/http.schemas";
import { plaqueStandings } from "./plaque.rules.ts";

const facts = {
  number: z.string(),
  title: z.string(),
  union: z.string(),
  merchant: z.string(),
  store: z.string(),
  address: z.string(),
  /** How to find it, or a point of the map as "latitude,longitude"; may be empty. */
  position: z.string(),
  /** The union calls the merchant a friendly one (工会友好合作商家), and stands behind the sign now. */
  badge: z.boolean(),
  standing: z.enum(plaqueStandings),
  /** Last day of the agreement; null when it has none. */
  untilDay: z.iso.date().nullable(),
  suspendedUntil: Instant.nullable(),
};

/** What anybody may know who stands before the sign. */
export const PublicPlaque = z.object({ ...facts, checkedAt: Instant }).meta({ id: "PublicPlaque" });

export const Plaque = z
  .object({
    ...facts,
    id: z.uuid(),
    merchantId: z.uuid(),
    storeId: z.uuid(),
    issuedAt: Instant,
    issuedBy: z.string().nullable(),
    withdrawalReason: z.string().nullable(),
    can: z.object({ withdraw: z.boolean() }),
  })
  .meta({ id: "Plaque" });
export const PlaqueList = z.object({ items: z.array(Plaque) }).meta({ id: "PlaqueList" });
export const NewPlaque = z.strictObject({ title: z.string().trim().min(1).max(40) });
export const PlaqueWithdrawal = z.strictObject({ reason: z.string().trim().min(1).max(200) });
export const PlaqueParams = z.strictObject({ plaqueId: z.uuid() });
export const PublicPlaqueParams = z.strictObject({ number: z.string().min(1).max(40) });

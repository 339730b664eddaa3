import { z } from "zod";
import { Fen, Instant, pageOf } from "#kernel/http/http.schemas";
import { ReleaseCard } from "#modules/releases";
import { Benefit, VoucherKind } from "../campaigns/campaign.schemas.ts";

export const CampaignStore = z
  .object({
    ...{ id: z.uuid(), name: z.string(), address: z.string() },
    /** How to find it, or a point of the map as "latitude,longitude"; may be empty. */
    position: z.string(),
    merchant: z.string(),
    /** The union calls the merchant a friendly one (工会友好合作商家), and their agreement is in force. */
    badge: z.boolean(),
  })
  .meta({ id: "CampaignStore" });

export const CampaignCard = z
  .object({
    id: z.uuid(),
    title: z.string(),
    theme: z.string(),
    tags: z.array(z.string()),
    startsOn: z.iso.date(),
    endsOn: z.iso.date(),
    coverColour: z.string().nullable(),
    coverFileId: z.uuid().nullable(),
    kinds: z.array(VoucherKind),
  })
  .meta({ id: "CampaignCard" });
export type CampaignCard = z.output<typeof CampaignCard>;

export const CampaignList = z.object({ items: z.array(CampaignCard) }).meta({ id: "CampaignList" });

export const CampaignPageForMember = CampaignCard.extend({
  description: z.string(),
  rules: z.array(z.string()),
  stores: z.array(CampaignStore),
  rounds: z.array(
    z.object({
      id: z.uuid(),
      opensAt: Instant,
      entryOpensAt: Instant.nullable(),
      releases: z.array(ReleaseCard),
    }),
  ),
}).meta({ id: "CampaignPageForMember" });

export const Voucher = z
  .object({
    claimId: z.uuid(),
    number: z.number().int().nullable(),
    title: z.string(),
    campaignId: z.uuid(),
    campaignTitle: z.string(),
    benefit: Benefit,
    /** `voided`: goods were brought back and the subsidy with them. */
    state: z.enum(["waiting", "held", "active", "redeemed", "lapsed", "expired", "returned", "voided"]),
    validFrom: Instant,
    validUntil: Instant,
    holdUntil: Instant.nullable(),
    redeemedAt: Instant.nullable(),
    redeemedStore: z.string().nullable(),
    amountFen: Fen.nullable(),
    subsidyFen: Fen.nullable(),
  })
  .meta({ id: "Voucher" });
export type Voucher = z.output<typeof Voucher>;

export const VoucherList = pageOf(Voucher).meta({ id: "VoucherList" });

export const VoucherDetail = Voucher.extend({
  stores: z.array(CampaignStore),
  history: z.array(
    z.object({
      at: Instant,
      what: z.enum(["granted", "redeemed", "undone", "partly", "clawed_back", "reissued", "lapsed", "returned"]),
    }),
  ),
  canReturn: z.boolean(),
}).meta({ id: "VoucherDetail" });
export type VoucherDetail = z.output<typeof VoucherDetail>;

export const VouchersQuery = z.strictObject({
  state: z.enum(["usable", "used", "ended"]).default("usable"),
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export const VoucherParams = z.strictObject({ claimId: z.uuid() });

import { z } from "zod";
import { Fen, Instant } from "#kernel/http/http.schemas";
import { Amount, Pin, RedemptionState } from "../tills/till.schemas.ts";

/** By what a customer or a receipt can say: one of them at least. */
export const FindRedemptions = z
  .strictObject({
    receipt: z.string().trim().min(1).max(60).optional(),
    /** The member's own code, scanned or typed. */
    code: z.string().min(1).max(1000).optional(),
    number: z.string().min(1).max(40).optional(),
    amountFen: Amount.optional(),
    on: z.iso.date().optional(),
  })
  .refine((asked) => Object.values(asked).some((value) => value !== undefined), { message: "nothing to look for" })
  .refine((asked) => asked.code === undefined || asked.number === undefined, { path: ["number"] });

export const FoundRedemption = RedemptionState.extend({
  /** The member as a stranger may read it. */
  member: z.string(),
  /** What of the bill has not been brought back. */
  leftFen: Fen,
}).meta({ id: "FoundRedemption" });
export const FoundRedemptions = z.object({ items: z.array(FoundRedemption) }).meta({ id: "FoundRedemptions" });

export const ReturnCheckInput = z.strictObject({ goodsFen: Amount });
export const ReturnInput = ReturnCheckInput.extend({
  reason: z.string().trim().min(1).max(200),
  second: z.strictObject({ clerkId: z.uuid(), pin: Pin }).optional(),
});

/** What becomes, or became, of a redemption of which these goods are brought back. */
export const GoodsReturn = z
  .object({
    outcome: z.enum(["stands", "clawed_back", "reissued"]),
    goodsFen: Fen,
    /** What of the subsidy the merchant owes. */
    backFen: Fen,
    /** What the member is paid; below zero when earlier goods of the bill were paid back in full. */
    refundFen: z.number().int(),
    whole: z.boolean(),
    validUntil: Instant.nullable(),
  })
  .meta({ id: "GoodsReturn" });
export const ReturnCheck = GoodsReturn.extend({ needsSecond: z.boolean() }).meta({ id: "ReturnCheck" });
export const GoodsReturned = GoodsReturn.extend({ redemption: FoundRedemption }).meta({ id: "GoodsReturned" });

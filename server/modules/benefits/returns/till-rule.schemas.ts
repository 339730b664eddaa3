import { z } from "zod";
import { Fen } from "#kernel/http/http.schemas";
import { partialReturns, returnOutcomes } from "./returns.rules.ts";

/** What the till keeps of the shop's receipt. */
export const receiptParts = ["none", "number", "photo", "both"] as const;
export type ReceiptPart = (typeof receiptParts)[number];

/** What a campaign asks of a till: the shop's receipt, and what becomes of goods that are brought back. */
export const TillRule = z
  .strictObject({
    receipt: z.enum(receiptParts),
    returnOutcome: z.enum(returnOutcomes),
    returnPartial: z.enum(partialReturns),
    returnDays: z.number().int().min(0).max(366),
    reissueDays: z.number().int().min(1).max(366),
    reissueBeyondEnd: z.boolean(),
    /** From this much of the subsidy on a second person gives a PIN too. */
    secondFromFen: Fen.min(0).max(1_000_000_00),
  })
  .meta({ id: "TillRule" });
export type TillRule = z.output<typeof TillRule>;

/** What holds where a campaign says nothing, also of those drafted before it could. */
export const usualTillRule: TillRule = {
  receipt: "none",
  returnOutcome: "claw_back",
  returnPartial: "recalculate",
  ...{ returnDays: 30, reissueDays: 7, reissueBeyondEnd: false, secondFromFen: 5_000 },
};

import { z } from "zod";
import { defineJob, enqueue } from "#kernel/jobs";
import { type DraftLater, draftStatements } from "./draft-settlement.service.ts";

/** Drafts what a settlement of many merchants still lacks; the page shows how far it is. */
const draftJob = defineJob({
  name: "benefits.draft_settlement",
  data: z.object({ settlementId: z.uuid() }),
  poll: 2,
  handler: (ctx, { settlementId }) => draftStatements(ctx, settlementId),
});

export const draftLater: DraftLater = (tx, settlementId) =>
  enqueue(tx, draftJob, { settlementId }, { singletonKey: settlementId });

import { z } from "zod";

/** A county has some 140 unions below it, a large city some 300. */
export const mostQuotas = 500;
const monthOfMinutes = 31 * 24 * 60;
/** What stands for a union that says nothing itself: half a day after the opening what it leaves is everybody's. */
export const usualSpillMinutes = 12 * 60;

const Quota = z.strictObject({
  organisationId: z.uuid(),
  /** Of each round. */
  units: z.number().int().min(1).max(10_000_000),
  spillMinutes: z.number().int().min(1).max(monthOfMinutes),
});

/** All quotas of one kind, as they are to be. */
export const QuotasInput = z
  .strictObject({ kindId: z.uuid(), quotas: z.array(Quota).max(mostQuotas) })
  .refine(({ quotas }) => new Set(quotas.map(({ organisationId }) => organisationId)).size === quotas.length, {
    path: ["quotas"],
    message: "a union is there twice",
  });
export type QuotasInput = z.output<typeof QuotasInput>;

export const CampaignQuotas = z
  .object({
    id: z.uuid(),
    title: z.string(),
    organisationId: z.uuid(),
    kinds: z.array(
      z.object({
        id: z.uuid(),
        title: z.string(),
        stockPerRound: z.number().int(),
        /** Units of a round that other shares keep: for people with a tag, for awards. */
        shared: z.number().int(),
        quotas: z.array(Quota.extend({ name: z.string() })),
      }),
    ),
    can: z.object({ edit: z.boolean() }),
  })
  .meta({ id: "CampaignQuotas" });
export type CampaignQuotas = z.output<typeof CampaignQuotas>;

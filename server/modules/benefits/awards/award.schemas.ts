import { z } from "zod";
import { Instant } from "#kernel/http/http.schemas";

export const mostPeople = 500;

/** What became of one named person: granted, or why not. */
export const awardOutcomes = [
  "granted",
  "capped",
  "not_eligible",
  "sold_out",
  "paused",
  "closed",
  "missing",
  "refused",
] as const;
export type AwardOutcome = (typeof awardOutcomes)[number];

const people = z.array(z.uuid()).min(1).max(mostPeople);
export const AwardCheck = z.strictObject({ releaseId: z.uuid(), personIds: people });
export const NewAward = AwardCheck.extend({
  reason: z.string().trim().min(1).max(300),
  /** The document that it rests on. */
  fileId: z.uuid().nullable().default(null),
});
export type NewAward = z.output<typeof NewAward>;

export const AwardRehearsal = z
  .object({
    /** What would become of each now, in the order asked for. */
    people: z.array(z.object({ personId: z.uuid(), outcome: z.enum(awardOutcomes) })),
    left: z.number().int(),
  })
  .meta({ id: "AwardRehearsal" });

export const AwardShare = z
  .object({
    releaseId: z.uuid(),
    round: z.number().int(),
    kindTitle: z.string(),
    title: z.string(),
    opensAt: Instant,
    closesAt: Instant,
    units: z.number().int(),
    given: z.number().int(),
    left: z.number().int(),
    spillAt: Instant.nullable(),
    /** Awards can still be given from it. */
    open: z.boolean(),
  })
  .meta({ id: "AwardShare" });

export const AwardPerson = z.object({
  personId: z.uuid(),
  name: z.string(),
  phoneMasked: z.string(),
  union: z.string(),
  outcome: z.enum(awardOutcomes).nullable(),
  claimId: z.uuid().nullable(),
  /** What has become of the voucher since. */
  claimState: z.string().nullable(),
  onPaper: z.boolean(),
});

export const Award = z
  .object({
    id: z.uuid(),
    campaignId: z.uuid(),
    releaseId: z.uuid(),
    round: z.number().int(),
    kindTitle: z.string(),
    reason: z.string(),
    state: z.enum(["proposed", "given", "refused"]),
    createdBy: z.string(),
    createdAt: Instant,
    decidedBy: z.string().nullable(),
    decidedAt: Instant.nullable(),
    note: z.string().nullable(),
    fileId: z.uuid().nullable(),
    people: z.array(AwardPerson),
    can: z.object({ decide: z.boolean(), print: z.boolean() }),
  })
  .meta({ id: "Award" });

export const AwardsOfCampaign = z
  .object({ shares: z.array(AwardShare), awards: z.array(Award), can: z.object({ propose: z.boolean() }) })
  .meta({ id: "AwardsOfCampaign" });

export const AwardParams = z.strictObject({ awardId: z.uuid() });
export const AwardDecision = z.strictObject({
  verdict: z.enum(["passed", "refused"]),
  note: z.string().trim().max(300).default(""),
  fileId: z.uuid().nullable().default(null),
});

export const PrintPaper = z.strictObject({ personIds: people.optional() });
export const PaperTickets = z
  .object({
    from: z.string(),
    campaignTitle: z.string(),
    kindTitle: z.string(),
    validUntil: Instant,
    stores: z.array(z.string()),
    tickets: z.array(z.object({ personId: z.uuid(), name: z.string(), memberNumber: z.string(), code: z.string() })),
  })
  .meta({ id: "PaperTickets" });

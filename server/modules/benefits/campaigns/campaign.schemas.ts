import { z } from "zod";
import { dayMarks } from "#engines/deadlines";
import { DecisionView, decisionFields } from "#engines/decisions";
import { Fen, Instant, pageOf } from "#kernel/http/http.schemas";
import { EligibilityRule } from "#modules/releases";
import { Touches } from "../changes/touches.schemas.ts";
import { TillRule, usualTillRule } from "../returns/till-rule.schemas.ts";
import { KindShare, KindShares, unitsShared } from "./kind-shares.ts";
import { maxRounds, modes } from "./schedule.rules.ts";

const Money = Fen.min(1).max(1_000_000_00);

/** What a voucher takes off a bill: 满X减Y, 五折 with a maximum, or a fixed value. */
export const Benefit = z
  .discriminatedUnion("type", [
    z
      .strictObject({ type: z.literal("threshold"), minSpendFen: Money, offFen: Money })
      .refine((benefit) => benefit.offFen <= benefit.minSpendFen, { path: ["offFen"] }),
    z.strictObject({ type: z.literal("half"), maxOffFen: Money }),
    z.strictObject({ type: z.literal("fixed"), valueFen: Money }),
  ])
  .meta({ id: "Benefit" });

export const VoucherKind = z
  .object({
    id: z.uuid(),
    title: z.string(),
    benefit: Benefit,
    validDays: z.number().int(),
    offlineAllowed: z.boolean(),
    /** Taken against an old article (以旧换新). */
    tradeIn: z.boolean(),
  })
  .meta({ id: "VoucherKind" });

export const CampaignKind = VoucherKind.extend({
  offlineLimit: z.number().int(),
  stockPerRound: z.number().int(),
  perPerson: z.number().int(),
  shares: z.array(KindShare),
}).meta({ id: "CampaignKind" });

const KindFields = z.strictObject({
  title: z.string().trim().min(1).max(40),
  benefit: Benefit,
  validDays: z.number().int().min(1).max(366),
  offlineAllowed: z.boolean().default(false),
  offlineLimit: z.number().int().min(0).max(200).default(0),
  stockPerRound: z.number().int().min(1).max(10_000_000),
  perPerson: z.number().int().min(1).max(100).default(1),
  tradeIn: z.boolean().default(false),
  shares: KindShares.default([]),
});
const KindInput = KindFields.refine((kind) => unitsShared(kind.shares) <= kind.stockPerRound, { path: ["shares"] })
  // Whether an old article was traded in before is known with network only.
  .refine((kind) => !(kind.tradeIn && kind.offlineAllowed), { path: ["offlineAllowed"] });

const minutesOfAMonth = 31 * 24 * 60;

/** `rule` is the value of an RFC 5545 RRULE (days and coarser), read at the place of business; null is one round. */
const scheduleShape = {
  rule: z.string().max(400).nullable(),
  firstOpensAt: Instant,
  mode: z.enum(modes),
  entryMinutes: z.number().int().min(0).max(minutesOfAMonth),
  openMinutes: z.number().int().min(1).max(minutesOfAMonth),
};
export const CampaignSchedule = z.object(scheduleShape).meta({ id: "CampaignSchedule" });
const ScheduleInput = z
  .strictObject({
    ...scheduleShape,
    entryMinutes: scheduleShape.entryMinutes.default(10),
    openMinutes: scheduleShape.openMinutes.default(24 * 60),
  })
  .refine((schedule) => schedule.mode !== "draw" || schedule.entryMinutes > 0, { path: ["entryMinutes"] });

const campaignInput = {
  title: z.string().trim().min(1).max(60),
  theme: z.string().trim().max(40),
  tags: z.array(z.string().trim().min(1).max(20)).max(20),
  description: z.string().max(5000),
  rules: z.array(z.string().trim().min(1).max(300)).max(30),
  coverColour: z
    .string()
    .regex(/^#[0-9a-fA-F]{6}$/)
    .nullable(),
  coverFileId: z.uuid().nullable(),
  budgetFen: Fen.min(0).max(1e13),
  fundSourceId: z.uuid().nullable(),
  startsOn: z.iso.date(),
  endsOn: z.iso.date(),
  kinds: z.array(KindInput).max(12),
  schedule: ScheduleInput,
  eligibility: z.array(EligibilityRule).max(10),
  storeIds: z.array(z.uuid()).max(2000),
  till: TillRule,
  /** Whether a second person must agree to what is awarded directly. */
  awardsChecked: z.boolean(),
};

export const NewCampaign = z
  .strictObject({
    organisationId: z.uuid(),
    ...campaignInput,
    theme: campaignInput.theme.default(""),
    tags: campaignInput.tags.default([]),
    description: campaignInput.description.default(""),
    rules: campaignInput.rules.default([]),
    coverColour: campaignInput.coverColour.default(null),
    coverFileId: campaignInput.coverFileId.default(null),
    fundSourceId: campaignInput.fundSourceId.default(null),
    eligibility: campaignInput.eligibility.default([]),
    storeIds: campaignInput.storeIds.default([]),
    till: TillRule.default(usualTillRule),
    awardsChecked: campaignInput.awardsChecked.default(true),
  })
  .refine((campaign) => campaign.startsOn <= campaign.endsOn, { path: ["endsOn"], message: "before startsOn" });
export type NewCampaign = z.output<typeof NewCampaign>;

/** What differs from the campaign as it is counts as changed, so a whole form may be sent. */
export const CampaignChange = z.strictObject({ organisationId: z.uuid(), ...campaignInput }).partial();
export type CampaignChange = z.output<typeof CampaignChange>;

export const Campaign = z
  .object({
    id: z.uuid(),
    title: z.string(),
    theme: z.string(),
    tags: z.array(z.string()),
    organisationId: z.uuid(),
    organisationName: z.string(),
    state: z.enum(["draft", "submitted", "approved", "running", "paused", "ended", "rejected"]),
    reason: z.string().nullable(),
    budgetFen: Fen,
    fundSourceId: z.uuid().nullable(),
    startsOn: z.iso.date(),
    endsOn: z.iso.date(),
    description: z.string(),
    rules: z.array(z.string()),
    coverColour: z.string().nullable(),
    coverFileId: z.uuid().nullable(),
    kinds: z.array(CampaignKind),
    schedule: CampaignSchedule,
    eligibility: z.array(EligibilityRule),
    storeIds: z.array(z.uuid()),
    till: TillRule,
    awardsChecked: z.boolean(),
    /** Names as they were when it was done. */
    createdBy: z.string().nullable(),
    checkedBy: z.string().nullable(),
    approvedBy: z.string().nullable(),
    /** The step that it waits for while it lies with others. */
    awaits: z.enum(["checked", "approved"]).nullable(),
    /** Who stopped it, and whether vouchers in hand rest meanwhile. */
    pausedBy: z.string().nullable(),
    vouchersStopped: z.boolean(),
    /** Goes up with every change; an approval names the one that was read. */
    revision: z.number().int(),
    /** Who handed in, passed and refused which revision, the earliest first. */
    history: z.array(DecisionView),
    can: z.object({
      edit: z.boolean(),
      submit: z.boolean(),
      check: z.boolean(),
      approve: z.boolean(),
      reject: z.boolean(),
      pause: z.boolean(),
      resume: z.boolean(),
      change: z.boolean(),
    }),
  })
  .meta({ id: "Campaign" });
export type Campaign = z.output<typeof Campaign>;
export const CampaignPage = pageOf(Campaign).meta({ id: "CampaignPage" });

/** An act and whom it touches, each person counted once per column and once in `people`. */
export const CampaignTouched = z.object({ campaign: Campaign, touches: Touches }).meta({ id: "CampaignTouched" });

/** A draft made from an earlier campaign: what differs, and which holidays lie in its time. */
export const CampaignCopy = z
  .object({
    campaign: Campaign,
    weeks: z.number().int(),
    changes: z.array(
      z.object({
        field: z.enum(["startsOn", "endsOn", "firstOpensAt", "stores", "cover"]),
        from: z.string(),
        to: z.string(),
      }),
    ),
    /** Holidays in its time, and days of rounds that are not as their weekday says. */
    days: z.array(z.object({ day: z.iso.date(), mark: z.enum(dayMarks) })),
  })
  .meta({ id: "CampaignCopy" });
export type CampaignCopy = z.output<typeof CampaignCopy>;

export const CampaignPreview = z
  .object({
    rounds: z
      .array(
        z.object({
          number: z.number().int(),
          entryOpensAt: Instant.nullable(),
          opensAt: Instant,
          closesAt: Instant,
          releases: z.array(
            z.object({ kindId: z.uuid(), title: z.string(), capacity: z.number().int(), validUntil: Instant }),
          ),
        }),
      )
      .max(maxRounds),
    budgetNeededFen: Fen,
    budgetLeftFen: Fen,
    fundFreeFen: Fen.nullable(),
    peopleEligible: z.number().int(),
    warnings: z.array(
      z.object({
        code: z.string(),
        params: z.record(z.string(), z.union([z.string(), z.number()])),
        stops: z.boolean(),
      }),
    ),
  })
  .meta({ id: "CampaignPreview" });
export type CampaignPreview = z.output<typeof CampaignPreview>;

/** Why a campaign is stopped, and whether vouchers in hand rest meanwhile. */
export const Pause = z.strictObject({
  reason: z.string().trim().min(1).max(300),
  vouchersStopped: z.boolean().default(false),
});
export const Reason = z.strictObject({ reason: z.string().trim().min(1).max(300) });
/** What is passed is what was read; the note and the document are kept with the decision. */
export const Approval = z.strictObject({ revision: z.number().int().min(1), ...decisionFields });
export type Approval = z.output<typeof Approval>;
export const Handing = z.union([z.strictObject(decisionFields), z.null()]).optional();
export const Refusal = Reason.extend({ fileId: decisionFields.fileId });
export const CampaignParams = z.strictObject({ id: z.uuid() });
export const FundSource = z
  .object({
    id: z.uuid(),
    name: z.string(),
    organisationId: z.uuid(),
    year: z.number().int(),
    availableFen: Fen,
    setAsideFen: Fen,
    issuedFen: Fen,
    /** Used by members, whether the merchants have been paid or not. */
    redeemedFen: Fen,
    paidFen: Fen,
    /** Losses that the union bears. */
    compensatedFen: Fen,
    lapsedFen: Fen,
    budgetItem: z.string(),
  })
  .meta({ id: "FundSource" });
const budgetItem = z.string().trim().max(60);
export const FundSourceChange = z.strictObject({ budgetItem });
export const NewFundSource = z.strictObject({
  organisationId: z.uuid(),
  name: z.string().trim().min(1).max(60),
  year: z.number().int().min(2000).max(2100),
  budgetFen: Fen.min(1).max(1e13),
  budgetItem: budgetItem.optional(),
});

import { z } from "zod";
import { Fen, Instant } from "#kernel/http/http.schemas";

const Day = z.iso.date();
const moved = { vouchers: z.number().int(), spendingFen: Fen, subsidyFen: Fen, leverage: z.number().nullable() };
const Group = z.object({ key: z.string(), name: z.string(), ...moved }).meta({ id: "LeverageGroup" });
const words = z.array(z.string().trim().min(1).max(60)).max(20).default([]);

export const CampaignParams = z.strictObject({ id: z.uuid() });
export const PastYearParams = z.strictObject({ pastYearId: z.uuid() });
export const LeverageQuery = z.strictObject({ organisationId: z.uuid().optional() });
export const GoalInput = z.strictObject({
  expectedSpendingFen: Fen.min(1).max(1e13).nullable(),
  ...{ partners: words, highlights: words, channels: words },
});

const amount = Fen.min(0).max(1e13);
export const NewPastYear = z.strictObject({
  organisationId: z.uuid(),
  year: z.number().int().min(1980).max(2200),
  theme: z.string().trim().min(1).max(60),
  issuedFen: amount,
  redeemedFen: amount.nullable().default(null),
  spendingFen: amount.nullable().default(null),
  vouchers: z.number().int().min(0).max(1e9).nullable().default(null),
  /** Where it is written: a report, its number, its page. */
  source: z.string().trim().min(2).max(200),
});

export const Leverage = z
  .object({
    total: z.object({ ...moved, issuedFen: Fen }),
    campaigns: z.array(
      z.object({
        ...{ id: z.uuid(), title: z.string(), theme: z.string(), startsOn: Day, endsOn: Day, issuedFen: Fen },
        ...moved,
        goal: z.object({
          expectedSpendingFen: Fen.nullable(),
          ...{ partners: z.array(z.string()), highlights: z.array(z.string()), channels: z.array(z.string()) },
          reached: z.number().nullable(),
        }),
        can: z.object({ setGoal: z.boolean() }),
      }),
    ),
    kinds: z.array(Group),
    stores: z.array(Group),
    months: z.array(z.object({ key: z.string(), ...moved })),
    years: z.array(
      z.object({
        ...{ year: z.number().int(), themes: z.array(z.string()), issuedFen: Fen, redeemedFen: Fen, spendingFen: Fen },
        ...{ vouchers: z.number().int(), leverage: z.number().nullable(), incomplete: z.boolean() },
      }),
    ),
    pastYears: z.array(
      z.object({
        ...{ id: z.uuid(), organisationId: z.uuid(), year: z.number().int(), theme: z.string(), issuedFen: Fen },
        ...{ redeemedFen: Fen.nullable(), spendingFen: Fen.nullable(), vouchers: z.number().int().nullable() },
        ...{ source: z.string(), enteredBy: z.string(), enteredAt: Instant },
        can: z.object({ withdraw: z.boolean() }),
      }),
    ),
    can: z.object({ enter: z.boolean() }),
  })
  .meta({ id: "Leverage" });
export const Entered = z.object({ id: z.uuid() });

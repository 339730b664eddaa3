import { z } from "zod";
import { DecisionView } from "#engines/decisions";
import { Fen, Instant } from "#kernel/http/http.schemas";
import { EligibilityRule } from "#modules/releases";
import { Touches } from "./touches.schemas.ts";

const units = z.number().int().min(-10_000_000).max(10_000_000);

/** What is to be otherwise in an approved campaign; what is left out stays. */
export const ChangeSet = z
  .strictObject({
    budgetFen: Fen.max(1e13).optional(),
    /** More or fewer units of a kind, in one round or in all that have not closed. */
    stock: z
      .array(
        z.strictObject({
          kindId: z.uuid(),
          roundId: z.uuid().nullable().default(null),
          units: units.refine((count) => count !== 0),
        }),
      )
      .min(1)
      .max(40)
      .optional(),
    eligibility: z.array(EligibilityRule).max(10).optional(),
    endsOn: z.iso.date().optional(),
    rounds: z
      .array(
        z.strictObject({
          roundId: z.uuid(),
          opensAt: Instant.optional(),
          closesAt: Instant.optional(),
          withdrawn: z.literal(true).optional(),
        }),
      )
      .min(1)
      .max(60)
      .optional(),
    addStoreIds: z.array(z.uuid()).min(1).max(500).optional(),
    withdrawStoreIds: z.array(z.uuid()).min(1).max(500).optional(),
    /** A paused campaign goes on. */
    resume: z.literal(true).optional(),
  })
  .meta({ id: "ChangeSet" });
export type ChangeSet = z.output<typeof ChangeSet>;

export const ChangeInput = z.strictObject({
  changes: ChangeSet,
  reason: z.string().trim().min(1).max(300),
  notice: z.string().trim().max(200).default(""),
  fileId: z.uuid().nullable().default(null),
});
export type ChangeInput = z.output<typeof ChangeInput>;

const Line = z.object({
  field: z.enum(["budget", "stock", "audience", "endsOn", "opensAt", "closesAt", "round", "store", "resume"]),
  /** The kind, round or store that it is about. */
  about: z.string(),
  from: z.string(),
  to: z.string(),
});
export type ChangeLine = z.output<typeof Line>;

/** What a change would do if it were made now. */
export const ChangePlan = z
  .object({
    lines: z.array(Line),
    touches: Touches,
    money: z.object({
      /** All units of all rounds at their full value, before and after. */
      beforeFen: Fen,
      afterFen: Fen,
      budgetFen: Fen,
      fundFreeFen: z.number().int().nullable(),
    }),
    /** Why it cannot be made as it is. */
    problems: z.array(z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) })),
  })
  .meta({ id: "ChangePlan" });
export type ChangePlan = z.output<typeof ChangePlan>;

export const ChangeRequest = z
  .object({
    id: z.uuid(),
    campaignId: z.uuid(),
    changes: ChangeSet,
    reason: z.string(),
    notice: z.string(),
    state: z.enum(["asked", "applied", "refused", "withdrawn"]),
    awaits: z.enum(["checked", "approved"]).nullable(),
    askedBy: z.string(),
    askedAt: Instant,
    /** For one that is still open: what it would do now; for one that was made: what it did. */
    plan: ChangePlan.nullable(),
    history: z.array(DecisionView),
    can: z.object({ check: z.boolean(), approve: z.boolean(), reject: z.boolean(), withdraw: z.boolean() }),
  })
  .meta({ id: "ChangeRequest" });
export type ChangeRequest = z.output<typeof ChangeRequest>;
export const ChangeRequestList = z.object({ items: z.array(ChangeRequest) }).meta({ id: "ChangeRequestList" });

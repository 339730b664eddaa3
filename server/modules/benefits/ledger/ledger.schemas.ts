import { z } from "zod";
import { accountKinds } from "#engines/funds";
import { Fen, Instant, PageQuery, pageOf } from "#kernel/http/http.schemas";

const Day = z.iso.date();
const Account = z.enum(accountKinds);

export const SourceParams = z.strictObject({ fundSourceId: z.uuid() });
export const ChangeParams = z.strictObject({ fundChangeId: z.uuid() });
export const LedgerQuery = z.strictObject({
  organisationId: z.uuid().optional(),
  fromDay: Day,
  toDay: Day,
  year: z.coerce.number().int().min(2000).max(2200).optional(),
});
export const EntryQuery = PageQuery.extend({
  after: z.uuid().optional(),
  account: Account,
  fromDay: Day,
  toDay: Day,
});

export const ValueLedger = z
  .object({
    fromDay: Day,
    toDay: Day,
    items: z.array(
      z.object({
        ...{ id: z.uuid(), name: z.string(), year: z.number().int(), budgetItem: z.string() },
        organisation: z.object({ id: z.string(), name: z.string() }),
        accounts: z.array(z.object({ account: Account, openingFen: Fen, inFen: Fen, outFen: Fen, closingFen: Fen })),
      }),
    ),
  })
  .meta({ id: "ValueLedger" });

export const LedgerEntryPage = pageOf(
  z.object({
    id: z.uuid(),
    at: Instant,
    /** Below zero: left the account. */
    amountFen: Fen,
    other: Account,
    releaseId: z.uuid().nullable(),
    ...{ referenceType: z.string(), referenceId: z.string(), reverses: z.boolean() },
  }),
).meta({ id: "LedgerEntryPage" });

export const FundChange = z
  .object({
    ...{ id: z.uuid(), sourceId: z.uuid(), sourceName: z.string(), amountFen: Fen },
    kind: z.enum(["added", "corrected"]),
    ...{ reason: z.string(), document: z.string(), fileId: z.uuid().nullable() },
    state: z.enum(["asked", "approved", "refused"]),
    ...{ askedBy: z.string(), askedAt: Instant },
    decided: z.object({ by: z.string(), at: Instant, note: z.string().nullable() }).nullable(),
    can: z.object({ decide: z.boolean() }),
  })
  .meta({ id: "FundChange" });
export const FundChanges = z.object({ items: z.array(FundChange) }).meta({ id: "FundChanges" });

const base = {
  reason: z.string().trim().min(2).max(300),
  document: z.string().trim().min(2).max(100),
  fileId: z.uuid().nullable().default(null),
};
export const NewFundChange = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("added"), amountFen: Fen.min(1).max(1e13), ...base }),
  z.strictObject({
    kind: z.literal("corrected"),
    amountFen: Fen.min(-1e13)
      .max(1e13)
      .refine((fen) => fen !== 0),
    ...base,
  }),
]);
export const FundChangeAnswer = z.strictObject({
  verdict: z.enum(["passed", "refused"]),
  note: z.string().trim().max(300).default(""),
});

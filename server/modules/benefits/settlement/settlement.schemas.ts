import { z } from "zod";
import { Fen, Instant, PageQuery, pageOf } from "#kernel/http/http.schemas";
import { lineKinds } from "./lines.rules.ts";
import { statementStates } from "./statement.rules.ts";

const Day = z.iso.date();
const State = z.enum(statementStates);
const Named = z.object({ id: z.uuid(), name: z.string() });

export const IdParams = z.strictObject({ id: z.uuid() });
export const StatementParams = z.strictObject({ statementId: z.uuid() });
export const SettlementParams = z.strictObject({ settlementId: z.uuid() });
export const DisputeParams = z.strictObject({ statementId: z.uuid(), disputeId: z.uuid() });

export const NewSettlement = z.strictObject({
  organisationId: z.uuid(),
  fromDay: Day,
  toDay: Day,
  campaignIds: z.array(z.uuid()).max(50).default([]),
});
export const SettlementQuery = PageQuery.extend({ after: z.uuid().optional(), organisationId: z.uuid().optional() });
export const PreviewQuery = z.strictObject({ organisationId: z.uuid() });
export const LinesQuery = z.strictObject({
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});

const settlement = {
  id: z.uuid(),
  organisation: Named,
  fromDay: Day,
  toDay: Day,
  /** What happened later belongs to the next period. */
  cutOff: Instant,
  campaignIds: z.array(z.uuid()),
  state: z.enum(["drafting", "drafted"]),
  merchants: z.number().int(),
  drafted: z.number().int(),
  createdBy: z.string(),
  createdAt: Instant,
};

export const SettlementItem = z
  .object({
    ...settlement,
    ...{ statements: z.number().int(), totalFen: Fen, paidFen: Fen },
    states: z.record(z.string(), z.number().int()),
  })
  .meta({ id: "SettlementItem" });
export const SettlementPage = pageOf(SettlementItem).meta({ id: "SettlementPage" });

const Payee = z
  .object({
    legalName: z.string(),
    creditCode: z.string().nullable(),
    contractNumber: z.string().nullable(),
    accountName: z.string().nullable(),
    bank: z.string().nullable(),
    account: z.string().nullable(),
  })
  .meta({ id: "StatementPayee" });

const statement = {
  id: z.uuid(),
  settlementId: z.uuid(),
  organisationId: z.uuid(),
  number: z.string(),
  revision: z.number().int(),
  state: State,
  fromDay: Day,
  toDay: Day,
  merchant: Named,
  lines: z.number().int(),
  /** What customers paid and did not pay, together. */
  amountFen: Fen,
  /** What the union owes. */
  totalFen: Fen,
  digest: z.string().nullable(),
  confirmed: z.object({ at: Instant, by: z.string() }).nullable(),
  invoice: z.object({ number: z.string(), on: Day, fileId: z.uuid().nullable() }).nullable(),
  payment: z.object({ paidOn: Day, bankReference: z.string() }).nullable(),
  createdAt: Instant,
};
export const StatementItem = z.object(statement).meta({ id: "StatementItem" });

/** The account that the merchant had before, the one it has now, and since when. */
const AccountChange = z.object({ before: z.string(), after: z.string(), since: Day });

const staffActs = [
  ...(["redraft", "send", "recall", "discard", "answer", "invoice", "paper"] as const),
  ...(["review", "approve", "pay", "lock"] as const),
] as const;
const Can = z.object(
  Object.fromEntries(staffActs.map((act) => [act, z.boolean()])) as Record<(typeof staffActs)[number], z.ZodBoolean>,
);

/** As the union's staff read it in the list of a settlement. */
const StatementOfSettlement = z
  .object({ ...statement, accountChange: AccountChange.nullable(), can: Can })
  .meta({ id: "StatementOfSettlement" });

const Subtotal = z
  .object({ ...Named.shape, lines: z.number().int(), amountFen: Fen, offFen: Fen })
  .meta({ id: "StatementSubtotal" });

const Difference = z
  .object({
    id: z.uuid(),
    store: z.string(),
    clerk: z.string().nullable(),
    amountFen: Fen,
    at: Instant,
    outcome: z.enum(["double", "refused"]),
    problem: z.string(),
    handled: z
      .object({ at: Instant, note: z.string(), borneBy: z.enum(["merchant", "union"]), borneFen: Fen.nullable() })
      .nullable(),
  })
  .meta({ id: "StatementDifference" });

const Dispute = z
  .object({
    id: z.uuid(),
    revision: z.number().int(),
    /** The line as it was numbered when it was disputed; null: something is missing. */
    position: z.number().int().nullable(),
    reason: z.string(),
    by: z.string(),
    at: Instant,
    leftOut: z.boolean(),
    answer: z.object({ text: z.string(), by: z.string(), at: Instant }).nullable(),
  })
  .meta({ id: "StatementDispute" });

export const StatementLine = z
  .object({
    id: z.uuid(),
    position: z.number().int(),
    kind: z.enum(lineKinds),
    at: Instant,
    late: z.boolean(),
    offline: z.boolean(),
    store: Named,
    clerk: z.string(),
    voucher: z.string(),
    kindTitle: z.string(),
    faceFen: Fen,
    campaign: z.object({ id: z.uuid(), title: z.string() }),
    fund: Named,
    amountFen: Fen,
    offFen: Fen,
    receipt: z.string().nullable(),
    note: z.string().nullable(),
    /** The line that this one takes back. */
    corrects: z.object({ number: z.string(), position: z.number().int() }).nullable(),
  })
  .meta({ id: "StatementLine" });
export const StatementLines = z
  .object({ items: z.array(StatementLine), next: z.number().int().nullable() })
  .meta({ id: "StatementLines" });

const whole = {
  ...statement,
  union: z.string(),
  payee: Payee,
  accountChange: AccountChange.nullable(),
  /** The amount in Chinese capitals. */
  capitals: z.string(),
  cutOff: Instant,
  subtotals: z.object({ stores: z.array(Subtotal), kinds: z.array(Subtotal), sources: z.array(Subtotal) }),
  differences: z.array(Difference),
  disputes: z.array(Dispute),
};

export const Statement = z
  .object({
    ...whole,
    draftedBy: z.string(),
    history: z.array(
      z.object({
        ...{ id: z.uuid(), step: z.string(), revision: z.number().int(), by: z.string(), byMerchant: z.boolean() },
        ...{ note: z.string().nullable(), fileId: z.uuid().nullable(), totalFen: Fen, at: Instant },
      }),
    ),
    decisions: z.array(
      z.object({
        ...{ step: z.string(), verdict: z.enum(["passed", "refused"]), note: z.string(), revision: z.number().int() },
        ...{ by: z.string(), at: Instant, file: z.object({ id: z.uuid(), name: z.string() }).nullable() },
      }),
    ),
    can: Can.extend({ account: z.boolean() }),
  })
  .meta({ id: "Statement" });

const FundsCheck = z
  .object({
    ok: z.boolean(),
    ...{ takenFen: Fen, bookedFen: Fen, statedFen: Fen, openFen: Fen, compensatedFen: Fen },
    differences: z.array(
      z.object({
        kind: z.enum(["books", "statements", "compensated", "paid"]),
        ...{ name: z.string(), expectedFen: Fen, foundFen: Fen },
      }),
    ),
  })
  .meta({ id: "FundsCheck" });

export const Settlement = z
  .object({
    ...settlement,
    statements: z.array(StatementOfSettlement),
    check: FundsCheck,
    can: z.object({ draft: z.boolean() }),
  })
  .meta({ id: "Settlement" });

export const SettlementPreview = z
  .object({
    campaigns: z.array(z.object({ id: z.uuid(), title: z.string() })),
    merchants: z.array(z.object({ ...Named.shape, lines: z.number().int(), totalFen: Fen })),
    /** The last day of the newest settlement. */
    lastDay: Day.nullable(),
    can: z.object({ draft: z.boolean() }),
  })
  .meta({ id: "SettlementPreview" });

export const Verified = z
  .object({
    ok: z.boolean(),
    lines: z.number().int(),
    digest: z.string().nullable(),
    faults: z.array(
      z.object({
        what: z.enum(["line", "digest", "audit", "total", "source"]),
        positions: z.array(z.number().int()),
      }),
    ),
  })
  .meta({ id: "StatementVerified" });

const revision = z.number().int().min(1);
const reason = z.string().trim().min(2).max(300);
export const Revision = z.strictObject({ revision });
export const Reasoned = z.strictObject({ revision, reason });
const checkCodeEnd = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[0-9a-f]{6}$/);
export const SignedPaper = z.strictObject({
  ...{ revision, signedBy: z.string().trim().min(1).max(40), signedOn: Day },
  /** The last six signs of the check code on the paper: it speaks of these lines and no others. */
  codeEnd: checkCodeEnd,
  fileId: z.uuid(),
});
export const DisputeAnswer = z.strictObject({ answer: reason, leaveOut: z.boolean().default(false) });
export const InvoiceInput = z.strictObject({
  number: z.string().trim().min(1).max(40),
  on: Day,
  fileId: z.uuid().nullable().default(null),
});
const decision = {
  revision,
  verdict: z.enum(["passed", "refused"]),
  note: z.string().trim().max(500).default(""),
  fileId: z.uuid().nullable().default(null),
};
export const ReviewInput = z.strictObject({ ...decision, accountSeen: z.boolean().default(false) });
export const DecisionInput = z.strictObject(decision);
export const PaymentInput = z.strictObject({
  ...decision,
  verdict: z.literal("passed"),
  paidOn: Day,
  bankReference: z.string().trim().min(1).max(60),
});
export const LockInput = z.strictObject({ ...decision, verdict: z.literal("passed") });

const Manager = z.object({ id: z.uuid(), name: z.string(), pinSet: z.boolean() });
export const TillStatements = z
  .object({ items: z.array(StatementItem), managers: z.array(Manager) })
  .meta({ id: "TillStatements" });
export const TillStatement = z
  .object({ ...whole, managers: z.array(Manager), can: z.object({ confirm: z.boolean() }) })
  .meta({ id: "TillStatement" });
const signed = {
  clerkId: z.uuid(),
  pin: z.string().regex(/^\d{6}$/),
  digest: z.string().regex(/^[0-9a-f]{64}$/),
};
export const ConfirmInput = z.strictObject(signed);
export const DisputeInput = z.strictObject({
  ...signed,
  disputes: z
    .array(z.strictObject({ position: z.number().int().min(1).nullable(), reason }))
    .min(1)
    .max(100),
});

import { z } from "zod";
import { Instant } from "#kernel/http/http.schemas";
import { agreementStates, readAccount } from "./agreement.rules.ts";

const text = (max: number) => z.string().trim().max(max);

/** What is odd about a credit code; never a reason to refuse. */
export const creditCodeDoubts = z.enum(["length", "sign", "check"]).nullable();

const AccountNumber = z
  .string()
  .max(60)
  .transform((typed) => readAccount(typed) ?? "")
  .pipe(z.string().regex(/^\d{6,30}$/));

export const BankInput = z.strictObject({
  bankName: text(80).min(1),
  holder: text(100).min(1),
  account: AccountNumber,
});

export const AgreementInput = z.strictObject({
  contractNumber: text(60),
  startsOn: z.iso.date(),
  endsOn: z.iso.date(),
  legalName: text(100),
  creditCode: text(30),
  creditCodeReason: text(200)
    .nullable()
    .default(null)
    .transform((reason) => (reason === "" ? null : reason)),
  invoiceKind: z.enum(["ordinary", "special"]).default("ordinary"),
  invoiceTitle: text(100).default(""),
  /** Address, phone, bank or mailbox, as the merchant's invoices need it. */
  invoiceDetails: text(500).default(""),
  scanFileId: z.uuid().nullable().default(null),
  /** Left out, the account stays as it was. */
  bank: BankInput.optional(),
});

export const Agreement = z
  .object({
    id: z.uuid(),
    merchantId: z.uuid(),
    contractNumber: z.string(),
    startsOn: z.iso.date(),
    endsOn: z.iso.date().nullable(),
    legalName: z.string(),
    creditCode: z.string(),
    creditCodeDoubt: creditCodeDoubts,
    creditCodeReason: z.string().nullable(),
    invoiceKind: z.enum(["ordinary", "special"]),
    invoiceTitle: z.string(),
    invoiceDetails: z.string(),
    scanFileId: z.uuid().nullable(),
    bank: z.object({ bankName: z.string(), holder: z.string(), accountMasked: z.string() }).nullable(),
    /** Without papers: of a merchant that took vouchers before its agreement was written here. */
    provisional: z.boolean(),
    state: z.enum(agreementStates),
    reason: z.string().nullable(),
    revision: z.number().int(),
    createdBy: z.string().nullable(),
    checkedBy: z.string().nullable(),
    checkedAt: Instant.nullable(),
    terminatedAt: Instant.nullable(),
    decisions: z.array(
      z.object({
        verdict: z.enum(["passed", "refused"]),
        note: z.string(),
        by: z.string(),
        at: Instant,
        fileId: z.uuid().nullable(),
      }),
    ),
    can: z.object({ edit: z.boolean(), decide: z.boolean(), terminate: z.boolean() }),
  })
  .meta({ id: "Agreement" });
export const AgreementList = z.object({ items: z.array(Agreement) }).meta({ id: "AgreementList" });

export const AgreementAnswer = z.strictObject({
  revision: z.number().int().min(1),
  verdict: z.enum(["passed", "refused"]),
  note: text(300).optional(),
  fileId: z.uuid().nullable().optional(),
});
export const Termination = z.strictObject({ reason: text(300).min(1) });

export const BankAccount = z
  .object({
    id: z.uuid(),
    bankName: z.string(),
    holder: z.string(),
    accountMasked: z.string(),
    fromOn: z.iso.date(),
    reason: z.string(),
    state: z.enum(["asked", "approved", "refused"]),
    withAgreement: z.boolean(),
    askedBy: z.string().nullable(),
    decidedBy: z.string().nullable(),
    refusal: z.string().nullable(),
    can: z.object({ decide: z.boolean() }),
  })
  .meta({ id: "BankAccount" });
export const BankAccountList = z.object({ items: z.array(BankAccount) }).meta({ id: "BankAccountList" });
export const BankAccountChange = BankInput.extend({ fromOn: z.iso.date(), reason: text(200).min(1) });
export const BankAccountAnswer = AgreementAnswer.omit({ revision: true });

export const MerchantParams = z.strictObject({ merchantId: z.uuid() });
export const AgreementParams = z.strictObject({ agreementId: z.uuid() });
export const BankAccountParams = z.strictObject({ bankAccountId: z.uuid() });

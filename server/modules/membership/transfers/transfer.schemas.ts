import { z } from "zod";
import { DecisionView, decisionFields } from "#engines/decisions";
import { Instant, PageQuery, pageOf } from "#kernel/http/http.schemas";
import { Deadline } from "../joining/joining.schemas.ts";
import { employmentForms } from "../people.store.ts";
import { sides, steps, transferStates } from "./transfer.rules.ts";

const shared = {
  id: z.uuid(),
  state: z.enum(transferStates),
  /** The union that has the member, and the one asked. */
  fromName: z.string(),
  toName: z.string(),
  begunBy: z.enum(["member", "staff"]),
  reason: z.string(),
  refusedSide: z.enum(sides).nullable(),
  refusal: z.string().nullable(),
  appeal: z.string().nullable(),
  begunAt: Instant,
  releasedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  /** Of the answer that is waited for. */
  clock: Deadline.nullable(),
};
const Reason = z.string().trim().min(2).max(300);

export const OwnTransfer = z
  .object({ ...shared, canWithdraw: z.boolean(), canAppeal: z.boolean() })
  .meta({ id: "OwnTransfer" });
export const OwnTransfers = z.object({ items: z.array(OwnTransfer) }).meta({ id: "OwnTransfers" });
export const TransferUnions = z
  .object({ items: z.array(z.object({ id: z.uuid(), name: z.string() })) })
  .meta({ id: "TransferUnions" });
export const UnionQuery = z.strictObject({ q: z.string().trim().max(60).default("") });
export const AskTransfer = z.strictObject({ organisationId: z.uuid(), reason: Reason }).meta({ id: "AskTransfer" });
export const AppealTransfer = z
  .strictObject({ text: z.string().trim().min(4).max(500) })
  .meta({ id: "AppealTransfer" });

export const TransferParams = z.object({ transferId: z.uuid() });
export const TransferQuery = PageQuery.extend({
  list: z.enum(["open", "over"]).default("open"),
  organisationId: z.uuid().optional(),
  personId: z.uuid().optional(),
});
export const TransferItem = z
  .object({
    ...shared,
    personId: z.uuid(),
    name: z.string(),
    memberNumber: z.string().nullable(),
    /** Where the answer is given, of which the reader may be in charge. */
    organisationId: z.uuid(),
    revision: z.number().int(),
    step: z.enum(steps).nullable(),
    can: z.object({ answer: z.boolean(), withdraw: z.boolean(), openFile: z.boolean() }),
  })
  .meta({ id: "TransferItem" });
export const TransferPage = pageOf(TransferItem).meta({ id: "TransferPage" });
/** What the other union needs to know whom it takes in, and no more of the file. */
export const Transfer = TransferItem.extend({
  person: z
    .object({
      phoneMasked: z.string(),
      idMasked: z.string(),
      verified: z.boolean(),
      employmentForm: z.enum(employmentForms),
      employerName: z.string().nullable(),
      memberSince: z.iso.date().nullable(),
    })
    /** Null for the union that the member has left. */
    .nullable(),
  decisions: z.array(DecisionView),
}).meta({ id: "Transfer" });
export const BeginTransfer = z
  .strictObject({ personId: z.uuid(), organisationId: z.uuid(), reason: Reason })
  .meta({ id: "BeginTransfer" });
export const AnswerTransfer = z
  .strictObject({ revision: z.number().int().min(1), verdict: z.enum(["passed", "refused"]), ...decisionFields })
  .meta({ id: "AnswerTransfer" });
export const WithdrawTransfer = z.strictObject({ reason: Reason }).meta({ id: "WithdrawTransfer" });

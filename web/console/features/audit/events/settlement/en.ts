import type { Translated } from "../../../../../shared/i18n/languages.ts";
import type { settlement as source } from "./zh-CN.ts";

export const settlement: Translated<typeof source> = {
  settlement_account_revealed: "Whole bank account looked at",
  settlement_statement_exported: "Statement downloaded",
  settlement_workbook_exported: "Settlement downloaded",
  settlement_opened: "Settlement opened",
  settlement_drafted: "Statement drafted",
  settlement_redrafted: "Statement drafted again",
  settlement_sent: "Statement sent to the merchant",
  settlement_recalled: "Statement taken back",
  settlement_discarded: "Statement discarded",
  settlement_confirmed: "Statement confirmed by the merchant",
  settlement_disputed: "Statement disputed by the merchant",
  settlement_dispute_answered: "Objection answered",
  settlement_invoice_noted: "Invoice noted",
  settlement_reviewed: "Statement reviewed",
  settlement_approved: "Statement approved",
  settlement_paid: "Statement paid",
  settlement_locked: "Statement locked",
  settlement_refused: "Statement sent back",
  settlement_verified: "Statement verified",
};

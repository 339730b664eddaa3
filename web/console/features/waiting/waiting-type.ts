import { useTranslation } from "react-i18next";

export const types = [
  "campaign",
  "campaign_change",
  "award",
  "plan",
  "agreement",
  "statement",
  "fund_change",
  "phone_dispute",
  "transfer",
  "correction",
  "people_export",
  "import",
  "duty_review",
  "hand_over",
  "joining",
  "election",
  "move_failed",
  "bank_account",
  "goods",
  "notice",
  "merchant_application",
  "hall_request",
  "charter",
  "excuse",
] as const;

/** What a kind of thing that waits is called. */
export function useWaitingType(): (type: string) => string {
  const { t } = useTranslation("console");
  return (type) => t(`waiting.type.${types.find((one) => one === type) ?? "other"}`);
}

import { useTranslation } from "react-i18next";
import type { Benefit, CampaignSchedule, EligibilityRule, StaffCampaign } from "../../../shared/api-types/index.ts";
import { useEmploymentForm } from "../../shared/use-employment-form.ts";
import { useShow } from "../../shared/use-show.ts";
import { choicesOf } from "./schedule.rules.ts";

/** A benefit in words. */
export function useBenefitText(): (benefit: Benefit) => string {
  const { t } = useTranslation("console");
  const { money } = useShow();
  return (benefit) => {
    switch (benefit.type) {
      case "threshold":
        return t("campaigns.benefit.threshold", { min: money(benefit.minSpendFen), off: money(benefit.offFen) });
      case "half":
        return t("campaigns.benefit.half", { off: money(benefit.maxOffFen) });
      case "fixed":
        return t("campaigns.benefit.fixed", { off: money(benefit.valueFen) });
      default:
        return benefit satisfies never;
    }
  };
}

/** A schedule in words: how, when first, how often. */
export function useScheduleText(): (schedule: CampaignSchedule) => string {
  const { t } = useTranslation("console");
  const show = useShow();
  return ({ rule, mode, firstOpensAt }) => {
    const choices = choicesOf(rule);
    const days = choices?.days.map((day) => t(`campaigns.weekday.${day}`)).join(" ");
    const often = choices
      ? [t(`campaigns.rhythms.${choices.rhythm}`), days, t("campaigns.roundsOf", { count: choices.rounds })]
      : [rule];
    return [t(`campaigns.modes.${mode}`), show.dayTime(firstOpensAt), ...often].filter(Boolean).join(" · ");
  };
}

/** What is asked of the shops' tills, a line for the receipt and one for goods that are brought back. */
export function useTillRuleText(): (rule: StaffCampaign["till"]) => string[] {
  const { t } = useTranslation("console");
  const { money } = useShow();
  return (rule) => [
    `${t("campaigns.till.receipt")}: ${t(`campaigns.till.receipts.${rule.receipt}`)}`,
    t(
      rule.returnOutcome === "reissue" && rule.reissueBeyondEnd
        ? "campaigns.till.reissueBeyond"
        : `campaigns.till.says.${rule.returnOutcome}`,
      {
        days: rule.returnDays,
        reissueDays: rule.reissueDays,
      },
    ),
    t(`campaigns.till.partialHelp.${rule.returnPartial}`),
    t("campaigns.till.secondFrom", { money: money(rule.secondFromFen) }),
  ];
}

/** For whom a campaign is, a line for each condition. */
export function useAudience(): (rules: readonly EligibilityRule[]) => string[] {
  const { t } = useTranslation("console");
  const employmentForm = useEmploymentForm();
  const line = (rule: EligibilityRule): string => {
    switch (rule.type) {
      case "verified":
        return t("campaigns.verifiedOnly");
      case "employmentForm":
        return `${t("campaigns.employmentForms")}: ${rule.anyOf.map(employmentForm).join(" / ")}`;
      case "tag":
        return `${t("campaigns.memberTags")}: ${rule.anyOf.join(" / ")}`;
      case "within":
        return t("campaigns.withinUnion");
      case "fewerWins":
        return t(`campaigns.fewerWins.${rule.scope}`, { most: rule.atMost });
      case "notBarred":
        return t("campaigns.notBarred");
      default:
        return rule satisfies never;
    }
  };
  return (rules) => (rules.length === 0 ? [t("campaigns.everyone")] : rules.map(line));
}

import { useTranslation } from "react-i18next";
import type { MemberStatistics } from "../../../shared/api-types/index.ts";
import { useEmploymentForm } from "../../shared/use-employment-form.ts";

export type MemberDimension = MemberStatistics["by"][number]["dimension"];

const states = ["active", "transferring", "retained", "suspended"] as const;

/** What a kind of member is called. */
export function useMemberValue(): (dimension: MemberDimension, value: string | null) => string {
  const { t } = useTranslation("console");
  const employmentForm = useEmploymentForm();
  return (dimension, value) => {
    if (dimension === "form") return employmentForm(value);
    if (dimension === "sex")
      return t(`statistics.members.sexes.${value === "female" || value === "male" ? value : "none"}`);
    if (dimension === "verified") return t(`statistics.members.verified.${value === "true" ? "true" : "false"}`);
    if (dimension === "newForm") return t(value === "true" ? "statistics.newForm" : "statistics.notNewForm");
    const state = states.find((one) => one === value);
    return state === undefined ? (value ?? "") : t(`people.membershipState.${state}`);
  };
}

import { useTranslation } from "react-i18next";
import { ApiProblem } from "../../../shared/api-problem.ts";
import { useProblemText } from "../../../shared/i18n/problem-text.ts";

/** States of a voucher that a clerk can explain to the member. */
const states = ["redeemed", "returned", "held", "waiting", "expired", "voided"] as const;

/** Why a voucher was not taken, and what clerk or member can do about it. */
export function useRefusalText(): (error: unknown) => string {
  const { t } = useTranslation("partner");
  const problemText = useProblemText();
  return (error) => {
    if (error instanceof ApiProblem && error.code === "access.sign_in_needed") return t("result.shutOut");
    const state = error instanceof ApiProblem ? states.find((one) => one === error.params.state) : undefined;
    return state ? t(`result.voucher.${state}`) : problemText(error);
  };
}

import { useTranslation } from "react-i18next";
import type { Benefit } from "./api-types/index.ts";
import { formatMoney } from "./format.ts";
import { useLanguage } from "./i18n/index.ts";

/** What a voucher gives, in a few words. */
export function useBenefitText(): (benefit: Benefit) => string {
  const { t } = useTranslation("shared");
  const language = useLanguage();
  const money = (fen: number) => formatMoney(language, fen);
  return (benefit) => {
    switch (benefit.type) {
      case "threshold":
        return t("benefit.threshold", { min: money(benefit.minSpendFen), off: money(benefit.offFen) });
      case "half":
        return t("benefit.half", { off: money(benefit.maxOffFen) });
      case "fixed":
        return t("benefit.fixed", { off: money(benefit.valueFen) });
      default:
        return benefit satisfies never;
    }
  };
}

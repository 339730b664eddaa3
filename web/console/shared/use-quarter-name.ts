import { useTranslation } from "react-i18next";

/** What "2026-Q4" is called. */
export function useQuarterName(): (quarter: string) => string {
  const { t } = useTranslation("console");
  return (quarter) => {
    const [year = "", number = ""] = quarter.split("-Q");
    return t("duties.review.quarter", { year, quarter: number });
  };
}

import { useTranslation } from "react-i18next";
import { industries, organisationClasses, organisationKinds, unitTypes } from "../../../../wire/organisation-kinds.ts";
import { provinces } from "../../../../wire/region-code.ts";
import type { OrganisationStatistics } from "../../../shared/api-types/index.ts";

export type Dimension = OrganisationStatistics["by"][number]["dimension"];

/** What a value that is counted by is called. */
export function useValueName(): (dimension: Dimension, value: string | null) => string {
  const { t } = useTranslation("console");
  const known = <Key extends string>(list: readonly Key[], value: string) => list.find((one) => one === value);
  return (dimension, value) => {
    if (value === null) return t("statistics.notGiven");
    const kind = dimension === "kind" ? known(organisationKinds, value) : undefined;
    if (kind) return t(`organisations.kind.${kind}`);
    const industry = dimension === "industry" ? known(industries, value) : undefined;
    if (industry) return `${industry} ${t(`organisations.industry.${industry}`)}`;
    const grade = dimension === "class" ? known(organisationClasses, value) : undefined;
    if (grade) return t(`organisations.class.${grade}`);
    const type = dimension === "unitType" ? known(unitTypes, value) : undefined;
    if (type) return t(`organisations.unitType.${type}`);
    if (dimension === "region") return `${value} ${provinces[value.slice(0, 2)] ?? ""}`.trim();
    return value === "true" ? t("statistics.newForm") : t("statistics.notNewForm");
  };
}

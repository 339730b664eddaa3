import { useTranslation } from "react-i18next";
import type { Duplicate, DuplicateSide } from "../../../shared/api-types/index.ts";
import { useEmploymentForm } from "../../shared/use-employment-form.ts";
import { useShow } from "../../shared/use-show.ts";

export type MergeField = Duplicate["differs"][number];

/** In the order of the page: who it is, where they belong, what else is written. */
const first = ["name", "document", "phone", "sex", "birthDate", "union", "employmentForm", "tags"] as const;
const details = [
  ...(["ethnicity", "education", "politics", "householdKind", "workType", "skillLevel", "title"] as const),
  ...(["employerName", "remark"] as const),
];
export const allFields: readonly MergeField[] = [...first, ...details];

/** What a field is called, and what a file says in it; empty when it says nothing. */
export function useFields() {
  const { t } = useTranslation("console");
  const show = useShow();
  const employmentForm = useEmploymentForm();
  const label = (field: MergeField): string => {
    switch (field) {
      case "name":
        return t("common.personName");
      case "phone":
        return t("common.phone");
      case "document":
        return t("people.idNumber");
      case "sex":
      case "birthDate":
      case "union":
      case "employmentForm":
      case "tags":
        return t(`people.${field}`);
      default:
        return t(`people.detail.${field}`);
    }
  };
  const value = (field: MergeField, side: DuplicateSide): string => {
    switch (field) {
      case "phone":
        return side.phoneMasked;
      case "document":
        return side.idKind === null ? "" : `${t(`people.idKinds.${side.idKind}`)} ${side.idMasked}`;
      case "sex":
        return side.sex === null ? "" : t(`people.sexes.${side.sex}`);
      case "union":
        return side.unions.find(({ primary }) => primary)?.name ?? "";
      case "employmentForm":
        return employmentForm(side.employmentForm);
      case "tags":
        return show.words(side.tags);
      case "householdKind":
        return side.householdKind === null ? "" : t(`people.household.${side.householdKind}`);
      default:
        return side[field] ?? "";
    }
  };
  return { label, value };
}

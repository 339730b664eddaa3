import { Form, Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import type { PersonPage } from "../../../shared/api-types/index.ts";

export const detailTexts = [
  "ethnicity",
  "education",
  "politics",
  "workType",
  "skillLevel",
  "title",
  "employerName",
  "remark",
] as const;
export type PersonDetails = Pick<PersonPage, (typeof detailTexts)[number] | "householdKind">;

/** The details for the server: what was emptied is taken away. */
export const detailsOf = (typed: Partial<Record<keyof PersonDetails, string | null | undefined>>) => ({
  ...(Object.fromEntries(detailTexts.map((key) => [key, typed[key]?.trim() || null])) as Omit<
    PersonDetails,
    "householdKind"
  >),
  householdKind: (typed.householdKind as PersonDetails["householdKind"] | undefined) ?? null,
});

/** What a roster says of a person beside who they are. */
export function DetailFields() {
  const { t } = useTranslation("console");
  const households = (["urban", "rural"] as const).map((value) => ({ value, label: t(`people.household.${value}`) }));
  return (
    <>
      {detailTexts.map((key) => (
        <Form.Item key={key} name={key} label={t(`people.detail.${key}`)}>
          <Input autoComplete="off" maxLength={key === "remark" ? 300 : 60} />
        </Form.Item>
      ))}
      <Form.Item name="householdKind" label={t("people.detail.householdKind")}>
        <Select allowClear options={households} />
      </Form.Item>
    </>
  );
}

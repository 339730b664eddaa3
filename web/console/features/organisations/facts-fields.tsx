import { Form, Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import { organisationCodeDoubt } from "../../../../wire/organisation-code.ts";
import {
  industries,
  type OrganisationKind,
  organisationClasses,
  organisationMarks,
  unitTypes,
} from "../../../../wire/organisation-kinds.ts";
import { provinces, regionCodeFault } from "../../../../wire/region-code.ts";
import type { FactsValues } from "./facts-values.ts";
import styles from "./organisations.module.css";

/** What is written about an organisation, in groups; nothing of it must be filled in. */
export function FactsFields({ kind }: { kind: OrganisationKind }) {
  const { t } = useTranslation("console");
  const heading = (group: "registered" | "classified" | "reached" | "term") => (
    <h3 className={styles.group}>{t(`organisations.group.${group}`)}</h3>
  );
  const day = (name: keyof FactsValues) => (
    <Form.Item name={name} label={t(`organisations.fact.${name}`)}>
      <Input type="date" />
    </Form.Item>
  );
  const text = (name: "address" | "phone", most: number) => (
    <Form.Item name={name} label={t(`organisations.fact.${name}`)}>
      <Input maxLength={most} autoComplete="off" />
    </Form.Item>
  );
  return (
    <>
      {heading("registered")}
      <CreditCode kind={kind} />
      <Region />
      <Choice
        name="industry"
        options={industries.map((one) => [one, `${one} ${t(`organisations.industry.${one}`)}`])}
      />
      <Choice name="unitType" options={unitTypes.map((one) => [one, t(`organisations.unitType.${one}`)])} />
      <Choice
        name="legalPerson"
        options={[
          [true, t("common.yes")],
          [false, t("common.no")],
        ]}
      />
      {heading("classified")}
      <Choice name="class" options={organisationClasses.map((one) => [one, t(`organisations.class.${one}`)])} />
      <Form.Item name="marks" label={t("organisations.fact.marks")} extra={t("organisations.marksHelp")}>
        <Select
          mode="multiple"
          options={organisationMarks.map((value) => ({ value, label: t(`organisations.mark.${value}`) }))}
        />
      </Form.Item>
      {heading("reached")}
      {text("address", 200)}
      {text("phone", 40)}
      {heading("term")}
      {day("foundedOn")}
      {day("termFrom")}
      <Choice
        name="termYears"
        options={([3, 5] as const).map((years) => [years, t("organisations.years", { years })])}
      />
      <Form.Item name="electionOn" label={t("organisations.fact.electionOn")} extra={t("organisations.electionHelp")}>
        <Input type="date" />
      </Form.Item>
    </>
  );
}

function Choice<Value extends string | number | boolean>({
  name,
  options,
}: {
  name: Exclude<keyof FactsValues, "marks">;
  options: readonly (readonly [Value, string])[];
}) {
  const { t } = useTranslation("console");
  return (
    <Form.Item name={name} label={t(`organisations.fact.${name}`)}>
      <Select allowClear options={options.map(([value, label]) => ({ value, label }))} />
    </Form.Item>
  );
}

/** A doubtful code is said to be one, and kept. */
function CreditCode({ kind }: { kind: OrganisationKind }) {
  const { t } = useTranslation("console");
  const code = Form.useWatch<string | undefined>("creditCode") ?? "";
  const doubt = code.trim() === "" ? undefined : organisationCodeDoubt(code, kind);
  return (
    <>
      <Form.Item
        name="creditCode"
        label={t("organisations.fact.creditCode")}
        {...(doubt === undefined
          ? { extra: t("organisations.creditCodeHelp") }
          : { validateStatus: "warning" as const, help: t(`organisations.doubt.${doubt}`) })}
      >
        <Input maxLength={40} autoComplete="off" />
      </Form.Item>
      {doubt !== undefined && (
        <Form.Item name="creditCodeReason" label={t("organisations.fact.creditCodeReason")}>
          <Input maxLength={200} autoComplete="off" placeholder={t("organisations.creditCodeReasonExample")} />
        </Form.Item>
      )}
    </>
  );
}

function Region() {
  const { t } = useTranslation("console");
  const code = Form.useWatch<string | undefined>("regionCode") ?? "";
  const province = regionCodeFault(code) === undefined ? provinces[code.slice(0, 2)] : undefined;
  return (
    <Form.Item
      name="regionCode"
      label={t("organisations.fact.regionCode")}
      extra={province ?? t("organisations.regionHelp")}
      rules={[
        {
          validator: (_, typed?: string) => {
            const fault = typed ? regionCodeFault(typed) : undefined;
            return fault === undefined
              ? Promise.resolve()
              : Promise.reject(new Error(t(`organisations.regionFault.${fault}`)));
          },
        },
      ]}
    >
      <Input maxLength={6} inputMode="numeric" autoComplete="off" />
    </Form.Item>
  );
}

import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Alert, Checkbox, Form, Input, Radio, Select } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { AskExport as Asked } from "../../../shared/api-types/index.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { OrganisationSelect } from "../../shared/organisation-select.tsx";
import { useHomeOrganisationId, useOrganisationId } from "../../shared/organisations.ts";
import { useShow } from "../../shared/use-show.ts";
import { exportPreviewQuery, exportsKey } from "./exports.queries.ts";

type Column = Asked["columns"][number];
const columnKeys: Column[] = [
  ...(["name", "memberNumber", "sex", "birthDate", "idKind", "idNumber", "phone", "union", "furtherUnions"] as const),
  ...(["membershipState", "employmentForm", "verified", "ethnicity", "education", "politics"] as const),
  ...(["householdKind", "workType", "skillLevel", "title", "employerName", "tags", "remark"] as const),
];
const usual: Column[] = ["name", "memberNumber", "sex", "idNumber", "phone", "union", "employmentForm"];
const sealed = ["idNumber", "phone"] as const;

interface Typed extends Pick<Asked, "columns" | "format"> {
  organisationId: string;
  plain?: (typeof sealed)[number][];
  purpose?: string;
}

/** Asks for the people of the list as a file: which columns, whose numbers in full, what for. */
export function AskExport({ open, onClose, q }: { open: boolean; onClose: () => void; q: string | undefined }) {
  const { t } = useTranslation("console");
  const navigate = useNavigate();
  const [form] = Form.useForm<Typed>();
  const here = useOrganisationId();
  const home = useHomeOrganisationId();
  const plain = Form.useWatch("plain", form) ?? [];
  const columns = Form.useWatch("columns", form) ?? usual;
  const organisationId = Form.useWatch("organisationId", form) ?? "";
  const needed = { required: true, message: t("common.needed") };
  return (
    <FormDialog
      open={open}
      onClose={onClose}
      title={t("exports.ask")}
      ok={t("exports.submit")}
      form={form}
      initialValues={{ organisationId: here ?? home, columns: usual, format: "xlsx", plain: [] }}
      run={(typed: Typed) => unwrap(api.POST("/api/staff/people-exports", { body: { ...typed, ...(q && { q }) } }))}
      touches={[exportsKey]}
      onDone={() => void navigate({ to: "/people/exports" })}
    >
      <Form.Item
        name="organisationId"
        label={t("exports.organisation")}
        rules={[needed]}
        {...(q && { extra: t("exports.searchKept", { q }) })}
      >
        <OrganisationSelect label={t("exports.organisation")} />
      </Form.Item>
      <Form.Item name="columns" label={t("exports.columns")} rules={[needed]}>
        <Select mode="multiple" options={columnKeys.map((value) => ({ value, label: t(`exports.column.${value}`) }))} />
      </Form.Item>
      <Form.Item name="plain" label={t("exports.plain")} extra={t("exports.plainHelp")}>
        <Checkbox.Group
          options={sealed.map((value) => ({
            ...{ value, label: t(`exports.column.${value}`), disabled: !columns.includes(value) },
          }))}
        />
      </Form.Item>
      <Form.Item
        name="purpose"
        label={t("exports.purpose")}
        extra={t("exports.purposeHelp")}
        rules={plain.length > 0 ? [{ ...needed, whitespace: true }] : []}
      >
        <Input maxLength={100} autoComplete="off" placeholder={t("exports.purposePlaceholder")} />
      </Form.Item>
      <Form.Item name="format" label={t("exports.format")}>
        <Radio.Group
          options={(["xlsx", "csv"] as const).map((value) => ({ value, label: t(`exports.formats.${value}`) }))}
        />
      </Form.Item>
      <Preview organisationId={organisationId} q={q} plain={plain.some((key) => columns.includes(key))} />
    </FormDialog>
  );
}

function Preview(given: { organisationId: string; q: string | undefined; plain: boolean }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const { data } = useQuery(exportPreviewQuery(given));
  if (data === undefined) return null;
  const { people, needsSecond, mostAlone, keptDays } = data;
  return (
    <Alert
      type={needsSecond ? "warning" : "info"}
      showIcon
      style={{ marginBottom: 16 }}
      title={t("exports.preview", { people: show.number(people) })}
      description={
        <>
          {needsSecond && <p>{t("exports.needsSecond", { most: mostAlone })}</p>}
          <p>
            {t("exports.alone", { days: keptDays })} {t("exports.trace")}
          </p>
        </>
      }
    />
  );
}

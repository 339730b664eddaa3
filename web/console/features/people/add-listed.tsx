import { useNavigate } from "@tanstack/react-router";
import { Form, Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { EmploymentForm } from "../../../shared/api-types/index.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { OrganisationSelect } from "../../shared/organisation-select.tsx";
import { useOrganisationId } from "../../shared/organisations.ts";
import { employmentForms } from "../../shared/use-employment-form.ts";
import { DocumentFields, type DocumentTyped, documentOf } from "./document-fields.tsx";
import { PhoneField } from "./phone-field.tsx";

interface NewListed extends DocumentTyped {
  name: string;
  phone?: string;
  organisationId: string;
  employmentForm: EmploymentForm;
  tags?: string[];
}

/** Somebody who is no member: a job seeker, a labourer, a student, a colleague from abroad. */
export function AddListed({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation("console");
  const navigate = useNavigate();
  const organisationId = useOrganisationId();
  const needed = { required: true, message: t("common.needed") };
  const forms = employmentForms.map((value) => ({ value, label: t(`people.form.${value}`) }));
  const kinds = t("people.listed.kinds", { returnObjects: true });
  return (
    <FormDialog
      open={open}
      onClose={onClose}
      title={t("people.listed.add")}
      initialValues={{ organisationId, employmentForm: "flexible", idKind: "resident_id" }}
      run={({ idKind, idNumber, phone, ...given }: NewListed) =>
        unwrap(
          api.POST("/api/people/listed", {
            body: { ...given, ...(phone && { phone }), ...documentOf({ idKind, idNumber }) },
          }),
        )
      }
      done={t("people.listed.added")}
      touches={[["people"]]}
      onDone={({ id }) => void navigate({ to: "/people/$personId", params: { personId: id } })}
    >
      <p>{t("people.listed.about")}</p>
      <Form.Item name="name" label={t("common.personName")} rules={[{ ...needed, whitespace: true }]}>
        <Input autoFocus autoComplete="off" maxLength={40} />
      </Form.Item>
      <Form.Item name="tags" label={t("people.listed.kind")} extra={t("people.listed.kindHelp")}>
        <Select mode="tags" options={kinds.map((value) => ({ value, label: value }))} />
      </Form.Item>
      <PhoneField label={t("common.phone")} optional />
      <DocumentFields />
      <Form.Item name="organisationId" label={t("people.listed.where")} rules={[needed]}>
        <OrganisationSelect label={t("people.listed.where")} />
      </Form.Item>
      <Form.Item name="employmentForm" label={t("people.employmentForm")} rules={[needed]}>
        <Select options={forms} />
      </Form.Item>
    </FormDialog>
  );
}

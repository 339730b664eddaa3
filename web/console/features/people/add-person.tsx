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

interface NewPerson extends DocumentTyped {
  name: string;
  phone: string;
  organisationId: string;
  employmentForm: EmploymentForm;
}

/** One more member, written down by the union. */
export function AddPerson({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation("console");
  const navigate = useNavigate();
  const organisationId = useOrganisationId();
  const needed = { required: true, message: t("common.needed") };
  const forms = employmentForms.map((value) => ({ value, label: t(`people.form.${value}`) }));
  return (
    <FormDialog
      open={open}
      onClose={onClose}
      title={t("people.add")}
      initialValues={{ organisationId, employmentForm: "standard", idKind: "resident_id" }}
      run={({ idKind, idNumber, ...given }: NewPerson) =>
        unwrap(api.POST("/api/people", { body: { ...given, ...documentOf({ idKind, idNumber }) } }))
      }
      done={t("people.added")}
      touches={[["people"], ["organisations"]]}
      onDone={({ id }) => void navigate({ to: "/people/$personId", params: { personId: id } })}
    >
      <Form.Item name="name" label={t("common.personName")} rules={[{ ...needed, whitespace: true }]}>
        <Input autoFocus autoComplete="off" maxLength={40} />
      </Form.Item>
      <PhoneField label={t("common.phone")} />
      <DocumentFields />
      <Form.Item name="organisationId" label={t("people.union")} rules={[needed]}>
        <OrganisationSelect label={t("people.union")} />
      </Form.Item>
      <Form.Item name="employmentForm" label={t("people.employmentForm")} rules={[needed]}>
        <Select options={forms} />
      </Form.Item>
    </FormDialog>
  );
}

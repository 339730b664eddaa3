import { useNavigate } from "@tanstack/react-router";
import { Form } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { PersonPage } from "../../../shared/api-types/index.ts";
import { DocumentField } from "../../shared/document-field.tsx";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { OrganisationSelect } from "../../shared/organisation-select.tsx";
import { useOrganisationId } from "../../shared/organisations.ts";

interface Values {
  organisationId: string;
  fileId?: string | null;
}

interface Props {
  person: PersonPage;
  open: boolean;
  onClose: () => void;
}

/** Somebody without a membership asks to join at the office: the application is reviewed like every other, by another officer. */
export function ApplyFor({ person, open, onClose }: Props) {
  const { t } = useTranslation("console");
  const navigate = useNavigate();
  const organisationId = useOrganisationId();
  const [form] = Form.useForm<Values>();
  const union = Form.useWatch("organisationId", form);
  return (
    <FormDialog<Values, { id: string }>
      open={open}
      onClose={onClose}
      form={form}
      title={t("people.listed.applyTitle", { name: person.name })}
      ok={t("people.listed.applyOk")}
      initialValues={{ organisationId }}
      run={({ organisationId: to, fileId }) =>
        unwrap(
          api.POST("/api/people/{personId}/application", {
            params: { path: { personId: person.id } },
            body: { organisationId: to, fileId: fileId ?? null },
          }),
        )
      }
      done={t("people.listed.applied")}
      touches={[["people"], ["joining"], ["waiting"]]}
      onDone={({ id }) => void navigate({ to: "/joining/$joiningId", params: { joiningId: id } })}
    >
      <p>{t("people.listed.applyAbout")}</p>
      <Form.Item
        name="organisationId"
        label={t("people.union")}
        rules={[{ required: true, message: t("common.needed") }]}
      >
        <OrganisationSelect label={t("people.union")} />
      </Form.Item>
      <Form.Item name="fileId" label={t("people.listed.paper")}>
        <DocumentField organisationId={union} />
      </Form.Item>
    </FormDialog>
  );
}

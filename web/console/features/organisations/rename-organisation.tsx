import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { Organisation } from "../../../shared/api-types/index.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";

interface RenameOrganisationProps {
  organisation: Pick<Organisation, "id" | "name" | "shortName">;
  open: boolean;
  onClose: () => void;
}

/** Another name of an organisation; its place in the tree and its people stay. */
export function RenameOrganisation({ organisation, open, onClose }: RenameOrganisationProps) {
  const { t } = useTranslation("console");
  const { id, name, shortName } = organisation;
  const rules = [{ required: true, whitespace: true, message: t("common.needed") }];
  return (
    <FormDialog
      open={open}
      onClose={onClose}
      title={t("organisations.renameTitle", { name })}
      initialValues={{ name, shortName }}
      run={(body: { name: string; shortName: string }) =>
        unwrap(api.PATCH("/api/organisations/{organisationId}", { params: { path: { organisationId: id } }, body }))
      }
      done={t("organisations.renamed")}
      touches={[["organisations"]]}
    >
      <Form.Item name="name" label={t("common.name")} rules={rules}>
        <Input autoFocus maxLength={60} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="shortName"
        label={t("organisations.shortName")}
        extra={t("organisations.shortNameHelp")}
        rules={rules}
      >
        <Input maxLength={20} autoComplete="off" />
      </Form.Item>
    </FormDialog>
  );
}

import { Form } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { OrganisationSelect } from "../../shared/organisation-select.tsx";
import { ReasonField } from "../../shared/reason-field.tsx";

interface TransferMemberProps {
  personId: string;
  name: string;
  open: boolean;
  onClose: () => void;
}

/** To another union: the primary membership ends here and begins there. */
export function TransferMember({ personId, name, open, onClose }: TransferMemberProps) {
  const { t } = useTranslation("console");
  return (
    <FormDialog
      open={open}
      onClose={onClose}
      title={t("people.transferTitle", { name })}
      warning={t("people.transferWarning")}
      ok={t("people.transfer")}
      run={(body: { organisationId: string; reason: string }) =>
        unwrap(api.POST("/api/people/{personId}/transfer", { params: { path: { personId } }, body }))
      }
      done={t("people.transferred")}
      touches={[["people"], ["organisations"]]}
    >
      <Form.Item
        name="organisationId"
        label={t("people.newUnion")}
        rules={[{ required: true, message: t("common.needed") }]}
      >
        <OrganisationSelect label={t("people.newUnion")} />
      </Form.Item>
      <ReasonField />
    </FormDialog>
  );
}

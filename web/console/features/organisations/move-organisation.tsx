import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import { today } from "../../shared/days.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { OrganisationSelect } from "../../shared/organisation-select.tsx";
import { ReasonField } from "../../shared/reason-field.tsx";
import { useTouchedText } from "./use-touched-text.ts";

interface MoveOrganisationProps {
  organisation: { id: string; name: string };
  /** Where it was dropped; chosen in the form without it. */
  parentId?: string | undefined;
  open: boolean;
  onClose: () => void;
}

interface Values {
  parentId: string;
  from: string;
  reason: string;
}

/** Another place in the tree, from a day on; what was before stays in the history. */
export function MoveOrganisation({ organisation: { id, name }, parentId, open, onClose }: MoveOrganisationProps) {
  const { t } = useTranslation("console");
  const touched = useTouchedText(id, open);
  return (
    <FormDialog<Values, unknown>
      open={open}
      onClose={onClose}
      title={t("organisations.moveTitle", { name })}
      warning={touched ?? t("organisations.counting")}
      ok={t("organisations.moveOk")}
      initialValues={{ parentId, from: today() }}
      run={(body) =>
        unwrap(api.POST("/api/organisations/{organisationId}/move", { params: { path: { organisationId: id } }, body }))
      }
      done={t("organisations.moved")}
      touches={[["organisations"], ["people"]]}
    >
      <Form.Item
        name="parentId"
        label={t("organisations.newParent")}
        rules={[{ required: true, message: t("common.needed") }]}
      >
        <OrganisationSelect />
      </Form.Item>
      <Form.Item
        name="from"
        label={t("organisations.fromDay")}
        extra={t("organisations.fromDayHelp")}
        rules={[{ required: true, message: t("common.needed") }]}
      >
        <Input type="date" min={today()} />
      </Form.Item>
      <ReasonField />
    </FormDialog>
  );
}

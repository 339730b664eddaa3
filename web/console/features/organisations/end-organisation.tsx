import { Checkbox, Form } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { OrganisationSelect } from "../../shared/organisation-select.tsx";
import { ReasonField } from "../../shared/reason-field.tsx";
import { useTouchedText } from "./use-touched-text.ts";

interface EndProps {
  organisation: { id: string; name: string; members: number };
  open: boolean;
  onClose: () => void;
}

/** Its members and what stands below go over to another, and it is closed. */
export function MergeOrganisation({ organisation: { id, name }, open, onClose }: EndProps) {
  const { t } = useTranslation("console");
  const touched = useTouchedText(id, open);
  const params = { path: { organisationId: id } };
  return (
    <FormDialog<{ intoId: string; reason: string }, unknown>
      open={open}
      onClose={onClose}
      title={t("organisations.mergeTitle", { name })}
      warning={`${touched ?? t("organisations.counting")} ${t("organisations.mergeWarning")}`}
      ok={t("organisations.mergeOk")}
      run={(body) => unwrap(api.POST("/api/organisations/{organisationId}/merge", { params, body }))}
      done={t("organisations.merged")}
      touches={[["organisations"], ["people"]]}
    >
      <Form.Item
        name="intoId"
        label={t("organisations.mergeInto")}
        rules={[{ required: true, message: t("common.needed") }]}
      >
        <OrganisationSelect />
      </Form.Item>
      <ReasonField toMembers />
    </FormDialog>
  );
}

/** It ends; whoever is a member here goes where it is said. */
export function CloseOrganisation({ organisation: { id, name, members }, open, onClose }: EndProps) {
  const { t } = useTranslation("console");
  const touched = useTouchedText(id, open);
  const params = { path: { organisationId: id } };
  return (
    <FormDialog<{ membersTo?: string; retain?: boolean; reason: string }, unknown>
      open={open}
      onClose={onClose}
      title={t("organisations.closeTitle", { name })}
      warning={`${touched ?? t("organisations.counting")} ${t("organisations.closeWarning")}`}
      ok={t("organisations.closeOk")}
      run={({ membersTo = null, retain = false, reason }) =>
        unwrap(api.POST("/api/organisations/{organisationId}/close", { params, body: { membersTo, retain, reason } }))
      }
      done={t("organisations.closed")}
      touches={[["organisations"], ["people"]]}
    >
      <Form.Item
        name="membersTo"
        label={t("organisations.membersTo")}
        extra={t("organisations.membersToHelp")}
        rules={[{ required: members > 0, message: t("common.needed") }]}
      >
        <OrganisationSelect allowClear />
      </Form.Item>
      <Form.Item name="retain" valuePropName="checked" extra={t("organisations.retainHelp")}>
        <Checkbox>{t("organisations.retain")}</Checkbox>
      </Form.Item>
      <ReasonField toMembers />
    </FormDialog>
  );
}

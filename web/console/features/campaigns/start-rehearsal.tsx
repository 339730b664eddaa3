import { useNavigate } from "@tanstack/react-router";
import { Alert, Form, InputNumber } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { NewRehearsal, Rehearsal } from "../../../shared/api-types/index.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";

interface StartRehearsalProps {
  campaignId: string;
  open: boolean;
  onClose: () => void;
}

type Values = { [Field in keyof NewRehearsal]?: number | null };

const usual = { phones: 4, opensInMinutes: 2, entryMinutes: 2 };

/** How many phones, and when it opens; leads to the page with their codes. */
export function StartRehearsal({ campaignId, open, onClose }: StartRehearsalProps) {
  const { t } = useTranslation("console");
  const navigate = useNavigate();
  const field = (name: keyof Values, most: number, required = true) => (
    <Form.Item
      name={name}
      label={t(`rehearsals.field.${name}`)}
      extra={t(`rehearsals.help.${name}`)}
      rules={required ? [{ required: true, message: t("rehearsals.needed") }] : []}
    >
      <InputNumber min={1} max={most} precision={0} style={{ width: "100%" }} />
    </Form.Item>
  );
  return (
    <FormDialog<Values, Rehearsal>
      open={open}
      onClose={onClose}
      title={t("rehearsals.start")}
      ok={t("rehearsals.begin")}
      initialValues={usual}
      run={({ phones, opensInMinutes, entryMinutes, units }) =>
        unwrap(
          api.POST("/api/staff/campaigns/{id}/rehearsals", {
            params: { path: { id: campaignId } },
            body: {
              ...{ phones: phones ?? usual.phones, opensInMinutes: opensInMinutes ?? usual.opensInMinutes },
              entryMinutes: entryMinutes ?? usual.entryMinutes,
              ...(units == null ? {} : { units }),
            },
          }),
        )
      }
      touches={[["rehearsals"]]}
      onDone={({ id }) => void navigate({ to: "/rehearsals/$rehearsalId", params: { rehearsalId: id } })}
    >
      <Alert type="info" showIcon title={t("rehearsals.about")} style={{ marginBottom: 16 }} />
      {field("phones", 20)}
      {field("opensInMinutes", 60)}
      {field("entryMinutes", 60)}
      {field("units", 100, false)}
    </FormDialog>
  );
}

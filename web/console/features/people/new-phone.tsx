import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { PhoneField } from "./phone-field.tsx";

interface NewPhoneProps {
  personId: string;
  name: string;
  open: boolean;
  onClose: () => void;
}

/** A new phone number after the old phone was lost; ends every sign-in and member code of the old one. */
export function NewPhone({ personId, name, open, onClose }: NewPhoneProps) {
  const { t } = useTranslation("console");
  return (
    <FormDialog
      open={open}
      onClose={onClose}
      title={t("people.newPhoneFor", { name })}
      warning={t("people.newPhoneWarning")}
      ok={t("people.newPhone")}
      run={(body: { phone: string; reason: string }) =>
        unwrap(api.POST("/api/people/{personId}/phone", { params: { path: { personId } }, body }))
      }
      done={t("people.phoneChanged")}
      touches={[["people"]]}
    >
      <PhoneField label={t("people.newNumber")} autoFocus />
      <Form.Item
        name="reason"
        label={t("common.reason")}
        extra={t("people.howChecked")}
        rules={[{ required: true, whitespace: true, min: 2, message: t("common.reasonNeeded") }]}
      >
        <Input.TextArea rows={2} maxLength={200} />
      </Form.Item>
    </FormDialog>
  );
}

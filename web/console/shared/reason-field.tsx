import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";

/** Why it is done; it stays in the audit. */
export function ReasonField({ autoFocus = false }: { autoFocus?: boolean }) {
  const { t } = useTranslation("console");
  return (
    <Form.Item
      name="reason"
      label={t("common.reason")}
      extra={t("common.reasonAudited")}
      rules={[{ required: true, whitespace: true, min: 2, message: t("common.reasonNeeded") }]}
    >
      <Input.TextArea rows={2} maxLength={200} showCount autoFocus={autoFocus} />
    </Form.Item>
  );
}

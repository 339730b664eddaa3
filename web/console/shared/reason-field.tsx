import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";

interface ReasonFieldProps {
  autoFocus?: boolean;
  /** Members read it in the message that they get; without, it is read in the audit alone. */
  toMembers?: boolean;
}

/** Why it is done, and who will read it. */
export function ReasonField({ autoFocus = false, toMembers = false }: ReasonFieldProps) {
  const { t } = useTranslation("console");
  return (
    <Form.Item
      name="reason"
      label={t("common.reason")}
      extra={t(toMembers ? "common.reasonTold" : "common.reasonAudited")}
      rules={[{ required: true, whitespace: true, min: 2, message: t("common.reasonNeeded") }]}
    >
      {/* The count stands below at the right: what is said below begins under it. */}
      <Input.TextArea rows={2} maxLength={200} showCount autoFocus={autoFocus} style={{ marginBottom: 20 }} />
    </Form.Item>
  );
}

import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";

/** A mobile number, as people paste it: spaces, dashes and +86 are taken away. */
export function PhoneField({
  label,
  autoFocus = false,
  optional = false,
}: {
  label: string;
  autoFocus?: boolean;
  optional?: boolean;
}) {
  const { t } = useTranslation("console");
  return (
    <Form.Item
      name="phone"
      label={label}
      normalize={(typed: string) => typed.replace(/[^\d+]/g, "").replace(/^(\+86|0086)/, "")}
      validateTrigger="onBlur"
      rules={[
        { required: !optional, message: t("common.needed") },
        { pattern: /^1\d{10}$/, message: t("common.phoneWrong") },
      ]}
    >
      <Input inputMode="tel" autoComplete="off" maxLength={18} autoFocus={autoFocus} />
    </Form.Item>
  );
}

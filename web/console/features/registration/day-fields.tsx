import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { today } from "../../shared/days.ts";

/** The last day of a year, and when whoever has not confirmed is reminded. */
export function DayFields() {
  const { t } = useTranslation("console");
  return (
    <>
      <Form.Item
        name="closesOn"
        label={t("registration.closesOn")}
        extra={t("registration.closesOnHelp")}
        rules={[{ required: true, message: t("common.needed") }]}
      >
        <Input type="date" min={today()} />
      </Form.Item>
      <Form.Item name="remindOn" label={t("registration.remindOn")} extra={t("registration.remindOnHelp")}>
        <Input type="date" min={today()} />
      </Form.Item>
    </>
  );
}

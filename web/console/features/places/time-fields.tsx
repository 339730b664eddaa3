import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";

/** From when to when, in the time of Beijing. */
export function TimeFields() {
  const { t } = useTranslation("console");
  const needed = { required: true, message: t("common.needed") };
  return (
    <>
      <Form.Item name="from" label={t("places.from")} rules={[needed]}>
        <Input type="datetime-local" step={900} />
      </Form.Item>
      <Form.Item
        name="to"
        label={t("places.to")}
        extra={t("places.cleaningAdded")}
        dependencies={["from"]}
        rules={[
          needed,
          ({ getFieldValue }) => ({
            validator: (_, to: string) =>
              !to || to > String(getFieldValue("from"))
                ? Promise.resolve()
                : Promise.reject(new Error(t("places.endFirst"))),
          }),
        ]}
      >
        <Input type="datetime-local" step={900} />
      </Form.Item>
    </>
  );
}

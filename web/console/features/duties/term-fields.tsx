import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";

interface TermFieldsProps {
  labels: { from: string; until: string };
}

/** First and last day of a duty. */
export function TermFields({ labels }: TermFieldsProps) {
  const { t } = useTranslation("console");
  return (
    <>
      <Form.Item name="from" label={labels.from} extra={t("duties.fromHelp")}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name="until" label={labels.until} extra={t("duties.untilHelp")}>
        <Input type="date" />
      </Form.Item>
    </>
  );
}

import { Checkbox, Form, Select } from "antd";
import { useTranslation } from "react-i18next";
import styles from "./campaigns.module.css";

const forms = ["standard", "dispatched", "flexible", "platform", "retired"] as const;

/** Who may take part: fields of a form that holds an `Audience`. */
export function AudienceFields() {
  const { t } = useTranslation("console");
  return (
    <>
      <Form.Item name="verified" valuePropName="checked">
        <Checkbox>{t("campaigns.verifiedOnly")}</Checkbox>
      </Form.Item>
      <div className={styles.grid}>
        <Form.Item name="employmentForms" label={t("campaigns.employmentForms")} extra={t("campaigns.emptyIsAll")}>
          <Select mode="multiple" options={forms.map((value) => ({ value, label: t(`people.form.${value}`) }))} />
        </Form.Item>
        <Form.Item name="memberTags" label={t("campaigns.memberTags")} extra={t("campaigns.emptyIsAll")}>
          <Select mode="tags" open={false} suffixIcon={null} />
        </Form.Item>
      </div>
    </>
  );
}

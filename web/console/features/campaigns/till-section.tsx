import { Card, Checkbox, Form, InputNumber, Radio } from "antd";
import { useTranslation } from "react-i18next";
import type { CampaignForm } from "./campaign-form.rules.ts";
import styles from "./campaigns.module.css";

const receipts = ["none", "number", "photo", "both"] as const;
const outcomes = ["claw_back", "reissue"] as const;
const partials = ["recalculate", "proportional", "refuse"] as const;

/** What the shops' tills keep of a receipt, and what becomes of goods that are brought back. */
export function TillSection() {
  const { t } = useTranslation("console");
  const form = Form.useFormInstance<CampaignForm>();
  const outcome = Form.useWatch(["till", "returnOutcome"], form) ?? "claw_back";
  const partial = Form.useWatch(["till", "returnPartial"], form) ?? "recalculate";
  const needed = { required: true, message: t("common.needed") };
  const days = { min: 0, max: 366, precision: 0, style: { width: "100%" } };
  return (
    <Card title={t("campaigns.till.title")} className={styles.section ?? ""}>
      <Form.Item name={["till", "receipt"]} label={t("campaigns.till.receipt")} extra={t("campaigns.till.receiptHelp")}>
        <Radio.Group options={receipts.map((value) => ({ value, label: t(`campaigns.till.receipts.${value}`) }))} />
      </Form.Item>
      <Form.Item
        name={["till", "returnOutcome"]}
        label={t("campaigns.till.outcome")}
        extra={t(`campaigns.till.outcomeHelp.${outcome}`)}
      >
        <Radio.Group options={outcomes.map((value) => ({ value, label: t(`campaigns.till.outcomes.${value}`) }))} />
      </Form.Item>
      <Form.Item
        name={["till", "returnPartial"]}
        label={t("campaigns.till.partial")}
        extra={t(`campaigns.till.partialHelp.${partial}`)}
      >
        <Radio.Group options={partials.map((value) => ({ value, label: t(`campaigns.till.partials.${value}`) }))} />
      </Form.Item>
      <div className={styles.grid}>
        <Form.Item name={["till", "returnDays"]} label={t("campaigns.till.days")} rules={[needed]}>
          <InputNumber {...days} />
        </Form.Item>
        <Form.Item
          name={["till", "secondFromYuan"]}
          label={t("campaigns.till.second")}
          extra={t("campaigns.till.secondHelp")}
          rules={[needed]}
        >
          <InputNumber min={0} max={1_000_000} precision={2} prefix="¥" style={{ width: "100%" }} />
        </Form.Item>
        {outcome === "reissue" && (
          <Form.Item name={["till", "reissueDays"]} label={t("campaigns.till.reissueDays")} rules={[needed]}>
            <InputNumber {...days} min={1} />
          </Form.Item>
        )}
      </div>
      {outcome === "reissue" && (
        <Form.Item name={["till", "reissueBeyondEnd"]} valuePropName="checked">
          <Checkbox>{t("campaigns.till.beyondEnd")}</Checkbox>
        </Form.Item>
      )}
    </Card>
  );
}

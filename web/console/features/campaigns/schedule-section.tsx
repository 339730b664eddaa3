import { Alert, Card, Checkbox, Form, Input, InputNumber, Radio, Select } from "antd";
import { useTranslation } from "react-i18next";
import type { CampaignForm } from "./campaign-form.rules.ts";
import styles from "./campaigns.module.css";
import { mostRounds, rhythms, weekdayOf, weekdays } from "./schedule.rules.ts";

const modes = ["grab", "draw", "first_come"] as const;

/** When it is released and how: plain choices, out of which the recurrence rule is made. */
export function ScheduleSection() {
  const { t } = useTranslation("console");
  const form = Form.useFormInstance<CampaignForm>();
  const mode = Form.useWatch("mode", form) ?? "grab";
  const rhythm = Form.useWatch("rhythm", form) ?? "once";
  const custom = Form.useWatch("customRule", { form, preserve: true });
  const needed = { required: true, message: t("common.needed") };
  const whole = { min: 1, precision: 0, style: { width: "100%" } };
  // A weekly schedule begins with the day of the first opening, so that the first round is never left out.
  const onRhythm = (next: CampaignForm["rhythm"]) => {
    const first = form.getFieldValue("firstOpensAt");
    const chosen = form.getFieldValue("days");
    if (next === "weekly" && chosen.length === 0 && first)
      form.setFieldValue("days", [weekdayOf(new Date(`${first}+08:00`))]);
  };
  const choices = [...rhythms, ...(custom ? (["custom"] as const) : [])];
  return (
    <Card title={t("campaigns.section.schedule")} className={styles.section ?? ""}>
      <Form.Item name="mode" label={t("campaigns.mode")} extra={t(`campaigns.modeHelp.${mode}`)}>
        <Radio.Group options={modes.map((value) => ({ value, label: t(`campaigns.modes.${value}`) }))} />
      </Form.Item>
      <div className={styles.grid}>
        <Form.Item name="firstOpensAt" label={t("campaigns.firstOpensAt")} rules={[needed]}>
          <Input type="datetime-local" />
        </Form.Item>
        {mode !== "first_come" && (
          <Form.Item name="entryMinutes" label={t("campaigns.entryMinutes")} rules={[needed]}>
            <InputNumber {...whole} max={44_640} />
          </Form.Item>
        )}
        <Form.Item name="openHours" label={t("campaigns.openHours")} rules={[needed]}>
          <InputNumber {...whole} max={744} />
        </Form.Item>
        <Form.Item name="rhythm" label={t("campaigns.rhythm")}>
          <Select
            onChange={onRhythm}
            options={choices.map((value) => ({ value, label: t(`campaigns.rhythms.${value}`) }))}
          />
        </Form.Item>
        {(rhythm === "daily" || rhythm === "weekly" || rhythm === "monthly") && (
          <>
            <Form.Item name="every" label={t(`campaigns.every.${rhythm}`)} rules={[needed]}>
              <InputNumber {...whole} max={12} />
            </Form.Item>
            <Form.Item name="rounds" label={t("campaigns.rounds")} rules={[needed]}>
              <InputNumber {...whole} max={mostRounds} />
            </Form.Item>
          </>
        )}
      </div>
      {rhythm === "weekly" && (
        <Form.Item name="days" label={t("campaigns.days")} rules={[needed]}>
          <Checkbox.Group options={weekdays.map((value) => ({ value, label: t(`campaigns.weekday.${value}`) }))} />
        </Form.Item>
      )}
      {rhythm === "custom" && <Alert type="info" title={t("campaigns.customRule", { rule: custom })} />}
    </Card>
  );
}

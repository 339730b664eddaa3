import { Checkbox, DatePicker, Form, Input, Radio } from "antd";
import dayjs from "dayjs";
import { useTranslation } from "react-i18next";
import type { Statement } from "../../../shared/api-types/index.ts";
import { serverClock } from "../../../shared/clock.ts";
import { DocumentField } from "../../shared/document-field.tsx";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { useShow } from "../../shared/use-show.ts";
import { type Step, type StepValues, takeStep } from "./take-step.ts";

interface DecideStatementProps {
  statement: Statement;
  step: Exclude<Step, "send" | "invoice">;
  onClose: () => void;
}

/** One step towards payment, with its paper; by another person than the steps before. */
export function DecideStatement({ statement, step, onClose }: DecideStatementProps) {
  const { t } = useTranslation("console");
  const show = useShow();
  const [form] = Form.useForm<StepValues>();
  const verdict = Form.useWatch("verdict", form) ?? "passed";
  const mayRefuse = step === "review" || step === "approve";
  const { accountChange, merchant, totalFen, organisationId } = statement;
  return (
    <FormDialog<StepValues, unknown>
      open
      onClose={onClose}
      title={t(`settlement.act.${step}`)}
      ok={t(verdict === "refused" ? "settlement.refuse" : `settlement.act.${step}`)}
      form={form}
      initialValues={{ verdict: "passed", on: dayjs(serverClock.now()) }}
      run={(values) => takeStep(statement, step, values)}
      done={t("settlement.decided")}
      touches={[["settlements"], ["fund-sources"], ["ledger"]]}
    >
      <p>
        {merchant.name} · {show.money(totalFen)}
      </p>
      {mayRefuse && (
        <Form.Item name="verdict" label={t("settlement.verdict")}>
          <Radio.Group
            options={(["passed", "refused"] as const).map((value) => ({ value, label: t(`settlement.${value}`) }))}
          />
        </Form.Item>
      )}
      {step === "review" && accountChange && verdict === "passed" && (
        <Form.Item name="accountSeen" valuePropName="checked" extra={t("settlement.accountChanged", accountChange)}>
          <Checkbox>{t("settlement.accountSeen")}</Checkbox>
        </Form.Item>
      )}
      {step === "pay" && <PaymentFields />}
      <Form.Item
        name="note"
        label={t("settlement.note")}
        rules={verdict === "refused" ? [{ required: true, whitespace: true, message: t("common.reasonNeeded") }] : []}
      >
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
      <Form.Item name="fileId" label={t(step === "pay" ? "settlement.bankReceipt" : "settlement.document")}>
        <DocumentField organisationId={organisationId} />
      </Form.Item>
    </FormDialog>
  );
}

function PaymentFields() {
  const { t } = useTranslation("console");
  const needed = { required: true, message: t("common.needed") };
  return (
    <>
      <Form.Item name="on" label={t("settlement.paidOn")} rules={[needed]}>
        <DatePicker style={{ width: "100%" }} maxDate={dayjs(serverClock.now())} />
      </Form.Item>
      <Form.Item name="number" label={t("settlement.bankReference")} rules={[{ ...needed, whitespace: true }]}>
        <Input maxLength={60} autoComplete="off" />
      </Form.Item>
    </>
  );
}

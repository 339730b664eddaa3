import { Form, Input, InputNumber, Radio } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { FundSource } from "../../../shared/api-types/index.ts";
import { DocumentField } from "../../shared/document-field.tsx";
import { FormDialog } from "../../shared/form-dialog.tsx";

interface Values {
  kind: "added" | "corrected";
  yuan: number;
  reason: string;
  document: string;
  fileId?: string | null;
}

/** More money on a source, or a correction: counts once a second person has allowed it. */
export function AskFundChange({ source, onClose }: { source: FundSource; onClose: () => void }) {
  const { t } = useTranslation("console");
  const [form] = Form.useForm<Values>();
  const kind = Form.useWatch("kind", form) ?? "added";
  const needed = { required: true, message: t("common.needed") };
  return (
    <FormDialog<Values, unknown>
      open
      onClose={onClose}
      form={form}
      title={`${t("funds.changeMoney")} · ${source.name}`}
      initialValues={{ kind: "added" }}
      run={({ yuan, fileId = null, ...rest }) =>
        unwrap(
          api.POST("/api/fund-sources/{fundSourceId}/changes", {
            params: { path: { fundSourceId: source.id } },
            body: { ...rest, amountFen: Math.round(yuan * 100), fileId },
          }),
        )
      }
      done={t("funds.changeAsked")}
      touches={[["fund-sources"]]}
    >
      <Form.Item name="kind" label={t("funds.kind")}>
        <Radio.Group
          options={(["added", "corrected"] as const).map((value) => ({ value, label: t(`funds.kinds.${value}`) }))}
        />
      </Form.Item>
      <Form.Item
        name="yuan"
        label={t("funds.changeAmount")}
        extra={kind === "corrected" ? t("funds.correctHelp") : undefined}
        rules={[needed]}
      >
        <InputNumber
          min={kind === "added" ? 0.01 : -1e11}
          max={1e11}
          precision={2}
          prefix="¥"
          style={{ width: "100%" }}
        />
      </Form.Item>
      <Form.Item name="document" label={t("funds.document")} rules={[{ ...needed, whitespace: true, min: 2 }]}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="fileId" label={t("funds.documentFile")} extra={t("office.documentHelp")}>
        <DocumentField purpose="benefits.fund_document" organisationId={source.organisationId} />
      </Form.Item>
      <Form.Item name="reason" label={t("common.reason")} rules={[{ ...needed, whitespace: true, min: 2 }]}>
        <Input.TextArea rows={2} maxLength={300} />
      </Form.Item>
    </FormDialog>
  );
}

/** On which line of the union's budget a source stands. */
export function ChangeBudgetItem({ source, onClose }: { source: FundSource; onClose: () => void }) {
  const { t } = useTranslation("console");
  return (
    <FormDialog<{ budgetItem: string }, unknown>
      open
      onClose={onClose}
      title={`${t("funds.budgetItem")} · ${source.name}`}
      initialValues={{ budgetItem: source.budgetItem }}
      run={({ budgetItem }) =>
        unwrap(
          api.PATCH("/api/fund-sources/{fundSourceId}", {
            params: { path: { fundSourceId: source.id } },
            body: { budgetItem },
          }),
        )
      }
      touches={[["fund-sources"], ["ledger"]]}
    >
      <Form.Item name="budgetItem" label={t("funds.budgetItem")} extra={t("funds.budgetItemHelp")}>
        <Input maxLength={60} autoFocus />
      </Form.Item>
    </FormDialog>
  );
}

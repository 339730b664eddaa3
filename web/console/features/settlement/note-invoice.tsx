import { DatePicker, Form, Input } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { Statement } from "../../../shared/api-types/index.ts";
import { DocumentField } from "../../shared/document-field.tsx";
import { FormDialog } from "../../shared/form-dialog.tsx";

interface Values {
  number: string;
  on: Dayjs;
  fileId?: string | null;
}

/** Number, day and picture of the merchant's invoice. */
export function NoteInvoice({ statement, onClose }: { statement: Statement; onClose: () => void }) {
  const { t } = useTranslation("console");
  const { id, invoice, organisationId } = statement;
  const needed = { required: true, message: t("common.needed") };
  return (
    <FormDialog<Values, unknown>
      open
      onClose={onClose}
      title={t("settlement.noteInvoice")}
      initialValues={invoice ? { number: invoice.number, on: dayjs(invoice.on), fileId: invoice.fileId } : {}}
      run={({ number, on, fileId = null }) =>
        unwrap(
          api.PUT("/api/staff/statements/{statementId}/invoice", {
            params: { path: { statementId: id } },
            body: { number, on: on.format("YYYY-MM-DD"), fileId },
          }),
        )
      }
      done={t("settlement.invoiceNoted")}
      touches={[["settlements"]]}
    >
      <Form.Item name="number" label={t("settlement.invoiceNumber")} rules={[{ ...needed, whitespace: true }]}>
        <Input maxLength={40} autoFocus autoComplete="off" />
      </Form.Item>
      <Form.Item name="on" label={t("settlement.invoiceOn")} rules={[needed]}>
        <DatePicker style={{ width: "100%" }} />
      </Form.Item>
      <Form.Item name="fileId" label={t("settlement.invoiceFile")}>
        <DocumentField purpose="settlement.invoice" organisationId={organisationId} />
      </Form.Item>
    </FormDialog>
  );
}

import { DatePicker, Form, Input } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { Statement } from "../../../shared/api-types/index.ts";
import { serverClock } from "../../../shared/clock.ts";
import { DocumentField } from "../../shared/document-field.tsx";
import { FormDialog } from "../../shared/form-dialog.tsx";

interface Values {
  signedBy: string;
  signedOn: Dayjs;
  codeEnd: string;
  fileId: string;
}

/** The merchant has signed the printed statement: who, when, of which lines, and the paper itself. */
export function ConfirmOnPaper({ statement, onClose }: { statement: Statement; onClose: () => void }) {
  const { t } = useTranslation("console");
  const { id, revision, organisationId } = statement;
  const needed = { required: true, message: t("common.needed") };
  return (
    <FormDialog<Values, unknown>
      open
      onClose={onClose}
      title={t("settlement.paper")}
      initialValues={{ signedOn: dayjs(serverClock.now()) }}
      run={({ signedBy, signedOn, codeEnd, fileId }) =>
        unwrap(
          api.POST("/api/staff/statements/{statementId}/paper-confirmation", {
            params: { path: { statementId: id } },
            body: { revision, signedBy, signedOn: signedOn.format("YYYY-MM-DD"), codeEnd, fileId },
          }),
        )
      }
      done={t("settlement.paperNoted")}
      touches={[["settlements"]]}
    >
      <p>{t("settlement.paperHelp")}</p>
      <Form.Item name="signedBy" label={t("settlement.signedBy")} rules={[{ ...needed, whitespace: true }]}>
        <Input maxLength={40} autoFocus autoComplete="off" />
      </Form.Item>
      <Form.Item name="signedOn" label={t("settlement.signDate")} rules={[needed]}>
        <DatePicker style={{ width: "100%" }} maxDate={dayjs(serverClock.now())} />
      </Form.Item>
      <Form.Item
        name="codeEnd"
        label={t("settlement.codeEnd")}
        extra={t("settlement.codeEndHelp")}
        rules={[{ ...needed, pattern: /^\s*[0-9a-f]{6}\s*$/i, message: t("settlement.codeEndHelp") }]}
      >
        <Input maxLength={8} autoComplete="off" spellCheck={false} />
      </Form.Item>
      <Form.Item name="fileId" label={t("settlement.signedPaper")} rules={[needed]}>
        <DocumentField purpose="settlement.signed_statement" organisationId={organisationId} />
      </Form.Item>
    </FormDialog>
  );
}

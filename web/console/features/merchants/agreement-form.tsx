import { Alert, Form, Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import { creditCodeDoubt } from "../../../../wire/credit-code.ts";
import { api, unwrap } from "../../../shared/api.ts";
import type { Agreement, Merchant } from "../../../shared/api-types/index.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { UploadFile } from "../../shared/upload-file.tsx";

interface Values {
  contractNumber: string;
  startsOn: string;
  endsOn: string;
  legalName: string;
  creditCode: string;
  creditCodeReason?: string;
  invoiceKind: Agreement["invoiceKind"];
  invoiceTitle?: string;
  invoiceDetails?: string;
  scanFileId?: string | null;
  bankName?: string;
  holder?: string;
  account?: string;
}

interface AgreementFormProps {
  merchant: Merchant;
  /** The one that is changed; a new one without it. */
  agreement?: Agreement | undefined;
  onClose: () => void;
}

/** An agreement as it is written: days, names, invoice, scan, and where the money goes. */
export function AgreementForm({ merchant, agreement, onClose }: AgreementFormProps) {
  const { t } = useTranslation("console");
  const needed = { required: true, whitespace: true, message: t("common.needed") };
  const field = (name: keyof Values & keyof typeof labels, rules: object[] = [needed]) => (
    <Form.Item name={name} label={t(labels[name])} rules={rules}>
      <Input autoComplete="off" maxLength={100} {...(/On$/.test(name) ? { type: "date" } : {})} />
    </Form.Item>
  );
  const bankNeeded = agreement?.bank ? [] : [needed];
  return (
    <FormDialog<Values, Agreement>
      open
      onClose={onClose}
      title={t(agreement ? "merchants.agreement.edit" : "merchants.agreement.new")}
      initialValues={valuesOf(agreement)}
      run={(values) => save(merchant.id, agreement?.id, values)}
      done={t("merchants.changed")}
      touches={[["merchants"]]}
    >
      {field("contractNumber")}
      {field("startsOn")}
      {field("endsOn")}
      {field("legalName")}
      <CreditCode />
      <Form.Item name="invoiceKind" label={t("merchants.agreement.invoiceKind")}>
        <Select
          options={(["ordinary", "special"] as const).map((value) => ({
            value,
            label: t(`merchants.agreement.invoice.${value}`),
          }))}
        />
      </Form.Item>
      {field("invoiceTitle", [])}
      <Form.Item name="invoiceDetails" label={t("merchants.agreement.invoiceDetails")}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
      {agreement?.bank && <p>{t("merchants.agreement.bankKept", { account: agreement.bank.accountMasked })}</p>}
      {field("bankName", bankNeeded)}
      {field("holder", bankNeeded)}
      {field("account", [...bankNeeded, { pattern: /^[\d\s-]{6,40}$/, message: t("merchants.account.wrong") }])}
      <Form.Item name="scanFileId" label={t("merchants.agreement.scan")} extra={t("merchants.agreement.scanHelp")}>
        <UploadFile
          purpose="benefits.agreement_scan"
          organisationId={merchant.id}
          accept="application/pdf,image/jpeg,image/png,image/webp"
        />
      </Form.Item>
    </FormDialog>
  );
}

const labels = {
  contractNumber: "merchants.agreement.number",
  startsOn: "merchants.agreement.startsOn",
  endsOn: "merchants.agreement.endsOn",
  legalName: "merchants.agreement.legalName",
  invoiceTitle: "merchants.agreement.invoiceTitle",
  bankName: "merchants.account.bankName",
  holder: "merchants.account.holder",
  account: "merchants.account.number",
} as const;

/** An odd code is warned of; early ones fail the check and are right all the same. */
function CreditCode() {
  const { t } = useTranslation("console");
  const typed: string = Form.useWatch("creditCode") ?? "";
  const doubt = typed.trim() === "" ? undefined : creditCodeDoubt(typed);
  const needed = { required: true, whitespace: true, message: t("common.needed") };
  return (
    <>
      <Form.Item name="creditCode" label={t("merchants.agreement.creditCode")} rules={[needed]}>
        <Input autoComplete="off" maxLength={30} />
      </Form.Item>
      {doubt && (
        <>
          <Alert
            type="warning"
            showIcon
            role="status"
            title={t(`merchants.agreement.doubt.${doubt}`)}
            style={{ marginBottom: 16 }}
          />
          <Form.Item name="creditCodeReason" label={t("merchants.agreement.creditCodeReason")}>
            <Input maxLength={200} />
          </Form.Item>
        </>
      )}
    </>
  );
}

const valuesOf = (agreement: Agreement | undefined): Partial<Values> =>
  agreement === undefined
    ? { invoiceKind: "ordinary" }
    : {
        ...agreement,
        endsOn: agreement.endsOn ?? "",
        creditCodeReason: agreement.creditCodeReason ?? "",
      };

function save(merchantId: string, agreementId: string | undefined, values: Values): Promise<Agreement> {
  const { bankName, holder, account, ...text } = values;
  const bank = bankName && holder && account ? { bank: { bankName, holder, account } } : {};
  const known = {
    contractNumber: text.contractNumber,
    startsOn: text.startsOn,
    endsOn: text.endsOn,
    legalName: text.legalName,
    creditCode: text.creditCode,
    creditCodeReason: text.creditCodeReason ?? null,
    invoiceKind: text.invoiceKind,
    invoiceTitle: text.invoiceTitle ?? "",
    invoiceDetails: text.invoiceDetails ?? "",
    scanFileId: text.scanFileId ?? null,
  };
  const body = { ...known, ...bank };
  return agreementId === undefined
    ? unwrap(api.POST("/api/staff/merchants/{merchantId}/agreements", { params: { path: { merchantId } }, body }))
    : unwrap(api.PUT("/api/staff/agreements/{agreementId}", { params: { path: { agreementId } }, body }));
}

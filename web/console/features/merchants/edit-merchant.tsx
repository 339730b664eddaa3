import { Form, Input, Switch } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { Merchant } from "../../../shared/api-types/index.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";

interface EditMerchantProps {
  merchant: Merchant;
  open: boolean;
  onClose: () => void;
}

/** The name that members read, until when the agreement runs, and whether members are told of a friend of the union. */
export function EditMerchant({ merchant, open, onClose }: EditMerchantProps) {
  const { t } = useTranslation("console");
  const { id, name, agreementUntil, badge } = merchant;
  const needed = { required: true, whitespace: true, message: t("common.needed") };
  return (
    <FormDialog
      open={open}
      onClose={onClose}
      title={t("merchants.editTitle", { name })}
      initialValues={{ tradeName: name, agreementUntil: agreementUntil ?? "", badge }}
      run={({ agreementUntil: until, ...given }: { tradeName: string; agreementUntil?: string; badge: boolean }) =>
        unwrap(
          api.PATCH("/api/staff/merchants/{id}", {
            params: { path: { id } },
            body: { ...given, agreementUntil: until ? until : null },
          }),
        )
      }
      done={t("merchants.changed")}
      touches={[["merchants"]]}
    >
      <Form.Item
        name="tradeName"
        label={t("merchants.tradeName")}
        extra={t("merchants.tradeNameHelp")}
        rules={[needed]}
      >
        <Input maxLength={60} autoFocus autoComplete="off" />
      </Form.Item>
      <Form.Item name="agreementUntil" label={t("merchants.agreementUntil")} extra={t("merchants.agreementHelp")}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name="badge" label={t("merchants.badge")} extra={t("merchants.badgeHelp")} valuePropName="checked">
        <Switch />
      </Form.Item>
    </FormDialog>
  );
}

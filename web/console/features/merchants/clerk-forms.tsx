import { Checkbox, Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { MerchantClerk } from "../../../shared/api-types/index.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";

/** A new clerk of a merchant; the PIN is set by the clerk at the till. */
export function AddClerk({ merchantId, open, onClose }: { merchantId: string; open: boolean; onClose: () => void }) {
  const { t } = useTranslation("console");
  const needed = { required: true, whitespace: true, message: t("common.needed") };
  const phone = { pattern: /^1\d{10}$/, message: t("common.phoneWrong") };
  return (
    <FormDialog
      open={open}
      onClose={onClose}
      title={t("merchants.new.clerk")}
      run={(body: { name: string; phone: string }) =>
        unwrap(api.POST("/api/staff/merchants/{id}/clerks", { params: { path: { id: merchantId } }, body }))
      }
      done={t("merchants.added")}
      touches={[["merchants"]]}
    >
      <Form.Item name="name" label={t("common.personName")} rules={[needed]}>
        <Input maxLength={40} autoFocus autoComplete="off" />
      </Form.Item>
      <Form.Item name="phone" label={t("common.phone")} extra={t("merchants.clerkPhone")} rules={[needed, phone]}>
        <Input inputMode="tel" maxLength={11} autoComplete="off" />
      </Form.Item>
    </FormDialog>
  );
}

/** A corrected name of a clerk, and whether they answer for the merchant. */
export function EditClerk({ clerk, onClose }: { clerk: MerchantClerk; onClose: () => void }) {
  const { t } = useTranslation("console");
  const { id, name, manager } = clerk;
  const needed = { required: true, whitespace: true, message: t("common.needed") };
  return (
    <FormDialog
      open
      onClose={onClose}
      title={t("merchants.editTitle", { name })}
      initialValues={{ name, manager }}
      run={(body: { name: string; manager: boolean }) =>
        unwrap(api.PATCH("/api/staff/clerks/{id}", { params: { path: { id } }, body }))
      }
      done={t("merchants.changed")}
      touches={[["merchants"]]}
    >
      <Form.Item name="name" label={t("common.personName")} extra={t("merchants.clerkNameHelp")} rules={[needed]}>
        <Input maxLength={40} autoFocus autoComplete="off" />
      </Form.Item>
      <Form.Item name="manager" valuePropName="checked" extra={t("merchants.managerHelp")}>
        <Checkbox>{t("merchants.isManager")}</Checkbox>
      </Form.Item>
    </FormDialog>
  );
}

import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { MerchantStore } from "../../../shared/api-types/index.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";

interface StoreValues {
  name: string;
  address: string;
  position?: string;
  phone?: string;
}

/** A new store of a merchant. */
export function AddStore({ merchantId, open, onClose }: { merchantId: string; open: boolean; onClose: () => void }) {
  const { t } = useTranslation("console");
  return (
    <FormDialog
      open={open}
      onClose={onClose}
      title={t("merchants.new.store")}
      run={(body: StoreValues) =>
        unwrap(api.POST("/api/staff/merchants/{id}/stores", { params: { path: { id: merchantId } }, body }))
      }
      done={t("merchants.added")}
      touches={[["merchants"]]}
    >
      <StoreFields />
    </FormDialog>
  );
}

/** Another name, address or phone of a store; its tills stay paired. */
export function EditStore({ store, onClose }: { store: MerchantStore; onClose: () => void }) {
  const { t } = useTranslation("console");
  const { id, name, address, position, phone } = store;
  return (
    <FormDialog
      open
      onClose={onClose}
      title={t("merchants.editTitle", { name })}
      initialValues={{ name, address, position, phone }}
      run={(body: StoreValues) => unwrap(api.PATCH("/api/staff/stores/{id}", { params: { path: { id } }, body }))}
      done={t("merchants.changed")}
      touches={[["merchants"]]}
    >
      <StoreFields />
    </FormDialog>
  );
}

function StoreFields() {
  const { t } = useTranslation("console");
  const needed = { required: true, whitespace: true, message: t("common.needed") };
  const dialled = { pattern: /^[0-9+()\-\s\u8f6c,\uff0c]*$/, message: t("merchants.storePhoneWrong") };
  return (
    <>
      <Form.Item name="name" label={t("merchants.storeName")} rules={[needed]}>
        <Input maxLength={60} autoFocus autoComplete="off" />
      </Form.Item>
      <Form.Item name="address" label={t("merchants.address")} extra={t("merchants.addressHelp")} rules={[needed]}>
        <Input maxLength={120} autoComplete="off" />
      </Form.Item>
      <Form.Item name="position" label={t("merchants.position")} extra={t("merchants.positionHelp")}>
        <Input maxLength={60} autoComplete="off" />
      </Form.Item>
      <Form.Item name="phone" label={t("merchants.storePhone")} extra={t("merchants.storePhoneHelp")} rules={[dialled]}>
        <Input inputMode="tel" maxLength={30} autoComplete="off" />
      </Form.Item>
    </>
  );
}

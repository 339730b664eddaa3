import { Form, Input, Modal } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import { useAct } from "../../shared/use-act.ts";

interface AddPartProps {
  merchantId: string;
  open: boolean;
  onClose: () => void;
}

/** A new store of a merchant. */
export function AddStore({ merchantId, open, onClose }: AddPartProps) {
  const { t } = useTranslation(["console", "shared"]);
  const [form] = Form.useForm<{ name: string; address: string }>();
  const add = useAct({
    run: (body: { name: string; address: string }) =>
      unwrap(api.POST("/api/staff/merchants/{id}/stores", { params: { path: { id: merchantId } }, body })),
    ...{ done: t("console:merchants.added"), touches: [["merchants"]], onDone: onClose },
  });
  const needed = { required: true, whitespace: true, message: t("console:common.needed") };
  return (
    <Modal
      open={open}
      title={t("console:merchants.new.store")}
      okText={t("shared:save")}
      okButtonProps={{ loading: add.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      <Form form={form} layout="vertical" preserve={false} onFinish={(body) => add.mutate(body)}>
        <Form.Item name="name" label={t("console:common.name")} rules={[needed]}>
          <Input maxLength={60} autoFocus />
        </Form.Item>
        <Form.Item name="address" label={t("console:merchants.address")} rules={[needed]}>
          <Input maxLength={120} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

/** A new clerk of a merchant; the PIN is set by the clerk at the till. */
export function AddClerk({ merchantId, open, onClose }: AddPartProps) {
  const { t } = useTranslation(["console", "shared"]);
  const [form] = Form.useForm<{ name: string; phone: string }>();
  const add = useAct({
    run: (body: { name: string; phone: string }) =>
      unwrap(api.POST("/api/staff/merchants/{id}/clerks", { params: { path: { id: merchantId } }, body })),
    ...{ done: t("console:merchants.added"), touches: [["merchants"]], onDone: onClose },
  });
  const needed = { required: true, whitespace: true, message: t("console:common.needed") };
  const phone = { pattern: /^1\d{10}$/, message: t("console:common.phoneWrong") };
  return (
    <Modal
      open={open}
      title={t("console:merchants.new.clerk")}
      okText={t("shared:save")}
      okButtonProps={{ loading: add.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      <Form form={form} layout="vertical" preserve={false} onFinish={(body) => add.mutate(body)}>
        <Form.Item name="name" label={t("console:common.name")} rules={[needed]}>
          <Input maxLength={40} autoFocus />
        </Form.Item>
        <Form.Item
          name="phone"
          label={t("console:common.phone")}
          extra={t("console:merchants.clerkPhone")}
          rules={[needed, phone]}
        >
          <Input inputMode="tel" maxLength={11} autoComplete="off" />
        </Form.Item>
      </Form>
    </Modal>
  );
}

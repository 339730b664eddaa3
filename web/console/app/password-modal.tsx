import { Form, Input, Modal } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../shared/api.ts";
import { useAct } from "../shared/use-act.ts";

/** Change of one's own password. */
export function PasswordModal({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation(["console", "shared"]);
  const [form] = Form.useForm<{ current: string; next: string }>();
  const change = useAct({
    run: (body: { current: string; next: string }) => unwrap(api.POST("/api/staff/password", { body })),
    done: t("console:shell.passwordChanged"),
    touches: [],
    onDone: onClose,
  });
  const needed = { required: true, message: t("console:common.needed") };
  return (
    <Modal
      open={open}
      title={t("console:shell.password")}
      okText={t("shared:save")}
      okButtonProps={{ loading: change.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      <Form form={form} layout="vertical" preserve={false} onFinish={(body) => change.mutate(body)}>
        <Form.Item name="current" label={t("console:shell.currentPassword")} rules={[needed]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Form.Item
          name="next"
          label={t("console:shell.nextPassword")}
          extra={t("console:shell.nextPasswordRule")}
          rules={[needed, { min: 12, message: t("console:shell.nextPasswordRule") }]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
      </Form>
    </Modal>
  );
}

import { Alert, Form, Input, Modal } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../shared/api.ts";
import { useAct } from "../shared/use-act.ts";

interface PasswordModalProps {
  open: boolean;
  /** The password was given by somebody else and must become one's own before anything else. */
  forced?: boolean;
  onClose: () => void;
}

/** Change of one's own password. */
export function PasswordModal({ open, forced = false, onClose }: PasswordModalProps) {
  const { t } = useTranslation(["console", "shared"]);
  const [form] = Form.useForm<{ current: string; next: string }>();
  const change = useAct({
    run: (body: { current: string; next: string }) => unwrap(api.POST("/api/staff/password", { body })),
    done: t("console:shell.passwordChanged"),
    touches: [["me"], ["staff-oidc"]],
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
      closable={!forced}
      mask={{ closable: !forced }}
      keyboard={!forced}
      cancelButtonProps={{ disabled: forced }}
      destroyOnHidden
    >
      {forced && <Alert type="info" title={t("console:shell.passwordFirst")} style={{ marginBottom: 16 }} />}
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

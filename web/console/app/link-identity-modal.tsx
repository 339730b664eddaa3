import { Form, Input, Modal } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../shared/api.ts";
import { useAct } from "../shared/use-act.ts";

interface LinkIdentityModalProps {
  /** What the identity service is called. */
  provider: string;
  open: boolean;
  onClose: () => void;
}

/** Leaves for the identity service once the password has been given again: a session left open links nobody's identity. */
export function LinkIdentityModal({ provider, open, onClose }: LinkIdentityModalProps) {
  const { t } = useTranslation("console");
  const [form] = Form.useForm<{ password: string }>();
  const link = useAct({
    run: (body: { password: string }) => unwrap(api.POST("/api/staff/oidc/link/begin", { body })),
    touches: [],
    onDone: ({ url }) => location.assign(url),
  });
  return (
    <Modal
      open={open}
      title={t("shell.link", { provider })}
      okText={t("shell.linkGo")}
      okButtonProps={{ loading: link.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      <Form form={form} layout="vertical" preserve={false} onFinish={(body) => link.mutate(body)}>
        <Form.Item
          name="password"
          label={t("shell.currentPassword")}
          extra={t("shell.linkAbout", { provider })}
          rules={[{ required: true, message: t("common.needed") }]}
        >
          <Input.Password autoComplete="current-password" />
        </Form.Item>
      </Form>
    </Modal>
  );
}

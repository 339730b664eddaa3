import { Alert, Form, Input, Modal } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

interface ReasonModalProps {
  open: boolean;
  title: string;
  /** What will happen and how many people it touches. */
  warning: ReactNode;
  ok: string;
  busy: boolean;
  onCancel: () => void;
  onConfirm: (reason: string) => void;
}

/** Asks for the reason of an act that people will feel, and says first whom it touches. */
export function ReasonModal({ open, title, warning, ok, busy, onCancel, onConfirm }: ReasonModalProps) {
  const { t } = useTranslation("console");
  const [form] = Form.useForm<{ reason: string }>();
  return (
    <Modal
      open={open}
      title={title}
      okText={ok}
      okButtonProps={{ danger: true, loading: busy }}
      onCancel={onCancel}
      onOk={() => form.submit()}
      destroyOnHidden
    >
      <Alert type="warning" showIcon title={warning} style={{ marginBottom: 16 }} />
      <Form form={form} layout="vertical" preserve={false} onFinish={({ reason }) => onConfirm(reason.trim())}>
        <Form.Item
          name="reason"
          label={t("common.reason")}
          extra={t("common.reasonAudited")}
          rules={[{ required: true, whitespace: true, min: 2, message: t("common.reasonNeeded") }]}
        >
          <Input.TextArea rows={2} maxLength={200} showCount autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  );
}

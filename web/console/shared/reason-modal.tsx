import { Alert, Form, Modal } from "antd";
import type { ReactNode } from "react";
import { ReasonField } from "./reason-field.tsx";

interface ReasonModalProps {
  open: boolean;
  title: string;
  /** What will happen and how many people it touches. */
  warning: ReactNode;
  ok: string;
  busy: boolean;
  /** Members read the reason in the message that they get. */
  toMembers?: boolean;
  onCancel: () => void;
  onConfirm: (reason: string) => void;
}

/** Asks for the reason of an act that people will feel, and says first whom it touches. */
export function ReasonModal({
  open,
  title,
  warning,
  ok,
  busy,
  toMembers = false,
  onCancel,
  onConfirm,
}: ReasonModalProps) {
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
        <ReasonField autoFocus toMembers={toMembers} />
      </Form>
    </Modal>
  );
}

import { Alert, Form, Input, Modal } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import { useAct } from "../../shared/use-act.ts";

interface NewPhoneProps {
  personId: string;
  name: string;
  open: boolean;
  onClose: () => void;
}

/** A new phone number after the old phone was lost; ends every sign-in and member code of the old one. */
export function NewPhone({ personId, name, open, onClose }: NewPhoneProps) {
  const { t } = useTranslation("console");
  const [form] = Form.useForm<{ phone: string; reason: string }>();
  const change = useAct({
    run: (body: { phone: string; reason: string }) =>
      unwrap(api.POST("/api/people/{personId}/phone", { params: { path: { personId } }, body })),
    done: t("people.phoneChanged"),
    touches: [["people"]],
    onDone: onClose,
  });
  const needed = { required: true, message: t("common.needed") };
  return (
    <Modal
      open={open}
      title={t("people.newPhoneFor", { name })}
      okText={t("people.newPhone")}
      okButtonProps={{ danger: true, loading: change.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      <Alert type="warning" showIcon title={t("people.newPhoneWarning")} style={{ marginBottom: 16 }} />
      <Form form={form} layout="vertical" preserve={false} onFinish={(body) => change.mutate(body)}>
        <Form.Item
          name="phone"
          label={t("people.newNumber")}
          rules={[needed, { pattern: /^1\d{10}$/, message: t("common.phoneWrong") }]}
        >
          <Input inputMode="tel" autoComplete="off" maxLength={11} autoFocus />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t("common.reason")}
          extra={t("people.howChecked")}
          rules={[{ required: true, whitespace: true, message: t("common.reasonNeeded") }]}
        >
          <Input.TextArea rows={2} maxLength={200} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

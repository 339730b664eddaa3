import { App, Form, Input, Modal } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import { OrganisationSelect } from "../../shared/organisation-select.tsx";
import { useAct } from "../../shared/use-act.ts";
import styles from "./duties.module.css";

interface NewAccount {
  login: string;
  name: string;
  organisationId: string;
}

/** A new staff account; its first password is shown once. */
export function AddAccount({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation(["console", "shared"]);
  const { modal } = App.useApp();
  const [form] = Form.useForm<NewAccount>();
  const add = useAct({
    run: (body: NewAccount) => unwrap(api.POST("/api/staff-accounts", { body })),
    touches: [["staff-accounts"]],
    onDone: ({ password }) => {
      onClose();
      modal.success({
        title: t("console:duties.passwordOnce"),
        content: <p className={styles.password}>{password}</p>,
      });
    },
  });
  const needed = { required: true, whitespace: true, message: t("console:common.needed") };
  return (
    <Modal
      open={open}
      title={t("console:duties.add")}
      okText={t("shared:save")}
      okButtonProps={{ loading: add.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      <Form form={form} layout="vertical" preserve={false} onFinish={(body) => add.mutate(body)}>
        <Form.Item name="name" label={t("console:common.personName")} rules={[needed]}>
          <Input maxLength={60} autoFocus />
        </Form.Item>
        <Form.Item
          name="login"
          label={t("console:duties.login")}
          extra={t("console:duties.loginHelp")}
          rules={[needed, { pattern: /^[a-z0-9][a-z0-9._-]{1,39}$/, message: t("console:duties.loginHelp") }]}
        >
          <Input autoComplete="off" />
        </Form.Item>
        <Form.Item name="organisationId" label={t("console:duties.organisation")} rules={[needed]}>
          <OrganisationSelect label={t("console:duties.organisation")} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

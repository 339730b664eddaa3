import { App, Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { OrganisationSelect } from "../../shared/organisation-select.tsx";
import { useHomeOrganisationId } from "../../shared/organisations.ts";
import { TemporaryPassword } from "./temporary-password.tsx";

interface NewAccount {
  login: string;
  name: string;
  organisationId: string;
}

/** A new staff account; its first password is shown once. */
export function AddAccount({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation("console");
  const { modal } = App.useApp();
  const organisationId = useHomeOrganisationId();
  const needed = { required: true, whitespace: true, message: t("common.needed") };
  return (
    <FormDialog
      open={open}
      onClose={onClose}
      title={t("duties.add")}
      initialValues={{ organisationId }}
      run={async (body: NewAccount) => ({ ...(await unwrap(api.POST("/api/staff-accounts", { body }))), ...body })}
      touches={[["staff-accounts"]]}
      onDone={({ password, login, name }) =>
        void modal.success({
          title: t("duties.accountMade", { name }),
          content: <TemporaryPassword login={login} password={password} next="addDuty" />,
          okText: t("duties.handedOver"),
          width: 480,
        })
      }
    >
      <Form.Item name="name" label={t("common.personName")} rules={[needed]}>
        <Input maxLength={60} autoFocus autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="login"
        label={t("duties.login")}
        extra={t("duties.loginHelp")}
        // What people type as Zhang.Wei is zhang.wei.
        normalize={(typed: string) => typed.trim().toLowerCase()}
        rules={[needed, { pattern: /^[a-z0-9][a-z0-9._-]{1,39}$/, message: t("duties.loginHelp") }]}
      >
        <Input autoComplete="off" maxLength={40} />
      </Form.Item>
      <Form.Item name="organisationId" label={t("duties.organisation")} rules={[needed]}>
        <OrganisationSelect label={t("duties.organisation")} />
      </Form.Item>
    </FormDialog>
  );
}

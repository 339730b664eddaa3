import { Form, Input, InputNumber } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { Invitation } from "../../../shared/api-types/index.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { OrganisationSelect } from "../../shared/organisation-select.tsx";
import { useHomeOrganisationId } from "../../shared/organisations.ts";

interface Values {
  organisationId: string;
  note?: string;
  days: number;
  most?: number | null;
  phone?: string;
}

/** A link for many, or one for a single number, sent there. */
export function Invite(props: { open: boolean; onClose: () => void; onMade: (made: Invitation) => void }) {
  const { t } = useTranslation("console");
  const home = useHomeOrganisationId();
  return (
    <FormDialog<Values, Invitation>
      open={props.open}
      onClose={props.onClose}
      title={t("joining.invitations.make")}
      ok={t("joining.invitations.ok")}
      initialValues={{ organisationId: home, days: 30 }}
      run={({ organisationId, note = "", days, most, phone }) =>
        unwrap(
          api.POST("/api/staff/invitations", {
            body: { organisationId, note, days, most: most ?? null, phone: phone?.trim() || null },
          }),
        )
      }
      done={t("joining.invitations.made")}
      touches={[["joining", "invitations"]]}
      onDone={props.onMade}
    >
      <Form.Item
        name="organisationId"
        label={t("joining.invitations.union")}
        rules={[{ required: true, message: t("common.needed") }]}
      >
        <OrganisationSelect label={t("joining.invitations.union")} />
      </Form.Item>
      <Form.Item name="note" label={t("joining.invitations.note")} extra={t("joining.invitations.noteHelp")}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item
        name="days"
        label={t("joining.invitations.days")}
        rules={[{ required: true, message: t("common.needed") }]}
      >
        <InputNumber min={1} max={90} precision={0} />
      </Form.Item>
      <Form.Item name="most" label={t("joining.invitations.most")} extra={t("joining.invitations.mostHelp")}>
        <InputNumber min={1} max={100_000} precision={0} />
      </Form.Item>
      <Form.Item name="phone" label={t("joining.invitations.phone")} extra={t("joining.invitations.phoneHelp")}>
        <Input inputMode="tel" maxLength={20} autoComplete="off" />
      </Form.Item>
    </FormDialog>
  );
}

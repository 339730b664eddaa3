import { useNavigate } from "@tanstack/react-router";
import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { OrganisationSelect } from "../../shared/organisation-select.tsx";
import { useOrganisationId } from "../../shared/organisations.ts";

/** A new merchant under an organisation. */
export function AddMerchant({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation("console");
  const navigate = useNavigate();
  const parentId = useOrganisationId();
  const needed = { required: true, whitespace: true, message: t("common.needed") };
  return (
    <FormDialog
      open={open}
      onClose={onClose}
      title={t("merchants.add")}
      initialValues={{ parentId }}
      run={(body: { name: string; parentId: string }) => unwrap(api.POST("/api/staff/merchants", { body }))}
      done={t("merchants.added")}
      touches={[["merchants"]]}
      onDone={({ id }) => void navigate({ to: "/merchants/$merchantId", params: { merchantId: id } })}
    >
      <Form.Item name="name" label={t("common.name")} rules={[needed]}>
        <Input maxLength={60} autoFocus autoComplete="off" />
      </Form.Item>
      <Form.Item name="parentId" label={t("merchants.signedBy")} rules={[needed]}>
        <OrganisationSelect label={t("merchants.signedBy")} />
      </Form.Item>
    </FormDialog>
  );
}

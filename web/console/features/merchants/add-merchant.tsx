import { useNavigate } from "@tanstack/react-router";
import { Form, Input, Modal } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import { OrganisationSelect } from "../../shared/organisation-select.tsx";
import { useOrganisationId } from "../../shared/organisations.ts";
import { useAct } from "../../shared/use-act.ts";

/** A new merchant under an organisation. */
export function AddMerchant({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation(["console", "shared"]);
  const navigate = useNavigate();
  const parentId = useOrganisationId();
  const [form] = Form.useForm<{ name: string; parentId: string }>();
  const add = useAct({
    run: (body: { name: string; parentId: string }) => unwrap(api.POST("/api/staff/merchants", { body })),
    done: t("console:merchants.added"),
    touches: [["merchants"]],
    onDone: ({ id }) => {
      onClose();
      void navigate({ to: "/merchants/$merchantId", params: { merchantId: id } });
    },
  });
  const needed = { required: true, whitespace: true, message: t("console:common.needed") };
  return (
    <Modal
      open={open}
      title={t("console:merchants.add")}
      okText={t("shared:save")}
      okButtonProps={{ loading: add.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      <Form
        form={form}
        layout="vertical"
        preserve={false}
        initialValues={{ parentId }}
        onFinish={(body) => add.mutate(body)}
      >
        <Form.Item name="name" label={t("console:common.name")} rules={[needed]}>
          <Input maxLength={60} autoFocus />
        </Form.Item>
        <Form.Item name="parentId" label={t("console:merchants.signedBy")} rules={[needed]}>
          <OrganisationSelect label={t("console:merchants.signedBy")} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

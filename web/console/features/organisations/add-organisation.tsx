import { Form, Input, Modal, Select } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { OrganisationKind } from "../../../shared/api-types/index.ts";
import { useAct } from "../../shared/use-act.ts";

const kinds = ["city", "county", "unit"] as const satisfies OrganisationKind[];

interface AddOrganisationProps {
  parent: { id: string; name: string };
  open: boolean;
  onClose: () => void;
}

/** One more organisation below another. */
export function AddOrganisation({ parent, open, onClose }: AddOrganisationProps) {
  const { t } = useTranslation(["console", "shared"]);
  const [form] = Form.useForm<{ name: string; kind: OrganisationKind }>();
  const add = useAct({
    run: (body: { name: string; kind: OrganisationKind }) =>
      unwrap(api.POST("/api/organisations", { body: { ...body, parentId: parent.id } })),
    done: t("console:organisations.added"),
    touches: [["organisations"]],
    onDone: onClose,
  });
  return (
    <Modal
      open={open}
      title={t("console:organisations.addBelow", { name: parent.name })}
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
        initialValues={{ kind: "unit" }}
        onFinish={(body) => add.mutate(body)}
      >
        <Form.Item
          name="name"
          label={t("console:common.name")}
          rules={[{ required: true, whitespace: true, message: t("console:common.needed") }]}
        >
          <Input autoFocus maxLength={60} />
        </Form.Item>
        <Form.Item name="kind" label={t("console:organisations.kindLabel")}>
          <Select options={kinds.map((value) => ({ value, label: t(`console:organisations.kind.${value}`) }))} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

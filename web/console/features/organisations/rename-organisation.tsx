import { Form, Input, Modal } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { Organisation } from "../../../shared/api-types/index.ts";
import { useAct } from "../../shared/use-act.ts";

interface RenameOrganisationProps {
  organisation: Pick<Organisation, "id" | "name" | "shortName">;
  open: boolean;
  onClose: () => void;
}

/** Another name of an organisation; its place in the tree and its people stay. */
export function RenameOrganisation({ organisation, open, onClose }: RenameOrganisationProps) {
  const { t } = useTranslation(["console", "shared"]);
  const { id, name, shortName } = organisation;
  const [form] = Form.useForm<{ name: string; shortName: string }>();
  const rename = useAct({
    run: (body: { name: string; shortName: string }) =>
      unwrap(api.PATCH("/api/organisations/{organisationId}", { params: { path: { organisationId: id } }, body })),
    ...{ done: t("console:organisations.renamed"), touches: [["organisations"]], onDone: onClose },
  });
  const rules = [{ required: true, whitespace: true, message: t("console:common.needed") }];
  return (
    <Modal
      open={open}
      title={t("console:organisations.renameTitle", { name })}
      okText={t("shared:save")}
      okButtonProps={{ loading: rename.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      <Form
        form={form}
        layout="vertical"
        preserve={false}
        initialValues={{ name, shortName }}
        onFinish={(body) => rename.mutate(body)}
      >
        <Form.Item name="name" label={t("console:common.name")} rules={rules}>
          <Input autoFocus maxLength={60} />
        </Form.Item>
        <Form.Item
          name="shortName"
          label={t("console:organisations.shortName")}
          extra={t("console:organisations.shortNameHelp")}
          rules={rules}
        >
          <Input maxLength={20} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

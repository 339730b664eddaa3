import { Form, Input, InputNumber, Modal } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import { serverClock } from "../../../shared/clock.ts";
import { OrganisationSelect } from "../../shared/organisation-select.tsx";
import { useOrganisationId } from "../../shared/organisations.ts";
import { useAct } from "../../shared/use-act.ts";

interface NewFundSource {
  name: string;
  organisationId: string;
  year: number;
  budgetYuan: number;
}

/** A sum of money that campaigns may draw on. */
export function AddFundSource({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation(["console", "shared"]);
  const organisationId = useOrganisationId();
  const [form] = Form.useForm<NewFundSource>();
  const add = useAct({
    run: ({ budgetYuan, ...rest }: NewFundSource) =>
      unwrap(api.POST("/api/fund-sources", { body: { ...rest, budgetFen: Math.round(budgetYuan * 100) } })),
    done: t("console:funds.added"),
    touches: [["fund-sources"]],
    onDone: onClose,
  });
  const needed = { required: true, message: t("console:common.needed") };
  const year = new Date(serverClock.now()).getFullYear();
  return (
    <Modal
      open={open}
      title={t("console:funds.add")}
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
        initialValues={{ organisationId, year }}
        onFinish={(values) => add.mutate(values)}
      >
        <Form.Item name="name" label={t("console:common.name")} rules={[needed]}>
          <Input maxLength={60} autoFocus />
        </Form.Item>
        <Form.Item name="organisationId" label={t("console:funds.owner")} rules={[needed]}>
          <OrganisationSelect label={t("console:funds.owner")} />
        </Form.Item>
        <Form.Item name="year" label={t("console:funds.year")} rules={[needed]}>
          <InputNumber min={2000} max={2100} precision={0} />
        </Form.Item>
        <Form.Item name="budgetYuan" label={t("console:funds.budget")} rules={[needed]}>
          <InputNumber min={0.01} max={1e11} precision={2} prefix="¥" style={{ width: "100%" }} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

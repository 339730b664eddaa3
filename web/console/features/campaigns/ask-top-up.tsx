import { Alert, Form, Input, InputNumber, Modal, Select } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { StaffCampaign } from "../../../shared/api-types/index.ts";
import { useAct } from "../../shared/use-act.ts";
import { useShow } from "../../shared/use-show.ts";
import { mostOffFen } from "./campaign-form.rules.ts";

interface Asked {
  kindId: string;
  units: number;
  reason: string;
}

interface AskTopUpProps {
  campaign: StaffCampaign;
  open: boolean;
  onClose: () => void;
}

/** Asks for more units of one kind; a second person allows them. */
export function AskTopUp({ campaign, open, onClose }: AskTopUpProps) {
  const { t } = useTranslation("console");
  const show = useShow();
  const [form] = Form.useForm<Asked>();
  const kindId = Form.useWatch("kindId", form);
  const units = Form.useWatch("units", form) ?? 0;
  const kind = campaign.kinds.find(({ id }) => id === kindId);
  const ask = useAct({
    run: (body: Asked) =>
      unwrap(api.POST("/api/staff/campaigns/{id}/top-ups", { params: { path: { id: campaign.id } }, body })),
    done: t("campaigns.topUpAsked"),
    touches: [["campaigns"]],
    onDone: onClose,
  });
  const needed = { required: true, message: t("common.needed") };
  return (
    <Modal
      open={open}
      title={t("campaigns.topUp")}
      okText={t("campaigns.topUpAsk")}
      okButtonProps={{ loading: ask.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      <Form
        form={form}
        layout="vertical"
        preserve={false}
        initialValues={{ kindId: campaign.kinds[0]?.id, units: 100 }}
        onFinish={(body) => ask.mutate(body)}
      >
        <Form.Item name="kindId" label={t("campaigns.kindTitle")} rules={[needed]}>
          <Select options={campaign.kinds.map(({ id, title }) => ({ value: id, label: title }))} />
        </Form.Item>
        <Form.Item name="units" label={t("campaigns.topUpUnits")} rules={[needed]}>
          <InputNumber min={1} max={10_000_000} precision={0} style={{ width: "100%" }} />
        </Form.Item>
        {kind && (
          <Alert
            type="info"
            title={t("campaigns.topUpTouches", {
              people: show.number(units),
              money: show.money(units * mostOffFen(kind.benefit)),
            })}
            style={{ marginBottom: 16 }}
          />
        )}
        <Form.Item name="reason" label={t("common.reason")} rules={[{ ...needed, whitespace: true }]}>
          <Input.TextArea rows={2} maxLength={300} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

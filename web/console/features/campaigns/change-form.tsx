import { useQuery } from "@tanstack/react-query";
import { Checkbox, DatePicker, Form, Input, InputNumber, Select } from "antd";
import { useTranslation } from "react-i18next";
import type { StaffCampaign } from "../../../shared/api-types/index.ts";
import { useShow } from "../../shared/use-show.ts";
import { AudienceFields } from "./audience-fields.tsx";
import { storesQuery } from "./campaigns.queries.ts";
import { ChangeRoundFields } from "./change-round-fields.tsx";

/** The fields of a change, by what is changed. */
export function ChangeFields({ campaign }: { campaign: StaffCampaign }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const merchants = useQuery(storesQuery);
  const stores = (merchants.data?.items ?? []).flatMap((merchant) =>
    (merchant.stores ?? []).map((store) => ({ value: store.id, label: `${merchant.name} · ${store.name}` })),
  );
  const listed = new Set(campaign.storeIds);
  const wide = { width: "100%" };
  return (
    <>
      <Form.Item name="budgetYuan" label={t("campaigns.change.budget", { now: show.money(campaign.budgetFen) })}>
        <InputNumber min={0} precision={2} style={wide} />
      </Form.Item>
      <Form.Item name="kindId" label={t("campaigns.kindTitle")} initialValue={campaign.kinds[0]?.id}>
        <Select options={campaign.kinds.map(({ id, title }) => ({ value: id, label: title }))} />
      </Form.Item>
      <Form.Item name="units" label={t("campaigns.change.unitsOf")} extra={t("campaigns.change.unitsHelp")}>
        <InputNumber min={-10_000_000} max={10_000_000} precision={0} style={wide} />
      </Form.Item>
      <ChangeRoundFields campaignId={campaign.id} />
      <Form.Item name="endsOn" label={t("campaigns.change.endsOn", { now: campaign.endsOn })}>
        <DatePicker style={wide} />
      </Form.Item>
      <Form.Item name="addStoreIds" label={t("campaigns.change.addStores")}>
        <Select mode="multiple" optionFilterProp="label" options={stores.filter(({ value }) => !listed.has(value))} />
      </Form.Item>
      <Form.Item name="withdrawStoreIds" label={t("campaigns.change.withdrawStores")}>
        <Select mode="multiple" optionFilterProp="label" options={stores.filter(({ value }) => listed.has(value))} />
      </Form.Item>
      <AudienceFields />
      {campaign.state === "paused" && (
        <Form.Item name="resume" valuePropName="checked">
          <Checkbox>{t("campaigns.change.resume")}</Checkbox>
        </Form.Item>
      )}
      <Form.Item
        name="reason"
        label={t("common.reason")}
        rules={[{ required: true, whitespace: true, message: t("common.reasonNeeded") }]}
      >
        <Input.TextArea rows={2} maxLength={300} />
      </Form.Item>
      <Form.Item name="notice" label={t("campaigns.change.notice")} extra={t("campaigns.change.noticeHelp")}>
        <Input.TextArea rows={2} maxLength={200} />
      </Form.Item>
    </>
  );
}

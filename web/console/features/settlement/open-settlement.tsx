import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Alert, DatePicker, Form, Select } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import { serverClock } from "../../../shared/clock.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { OrganisationSelect } from "../../shared/organisation-select.tsx";
import { useHomeOrganisationId } from "../../shared/organisations.ts";
import { useShow } from "../../shared/use-show.ts";
import { previewQuery } from "./settlement.queries.ts";

interface Values {
  organisationId: string;
  from: Dayjs;
  to: Dayjs;
  campaignIds?: string[];
}

const dayOf = (day: Dayjs) => day.format("YYYY-MM-DD");

/** Settles a period with every merchant: says first how many merchants and how much money it is about. */
export function OpenSettlement({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("console");
  const navigate = useNavigate();
  const [form] = Form.useForm<Values>();
  const home = useHomeOrganisationId();
  const organisationId = Form.useWatch("organisationId", form) ?? home;
  const today = dayjs(serverClock.now());
  const needed = { required: true, message: t("common.needed") };
  const preview = useQuery({ ...previewQuery(organisationId ?? ""), enabled: organisationId !== undefined });
  const campaigns = preview.data?.campaigns ?? [];
  return (
    <FormDialog<Values, { id: string }>
      open
      onClose={onClose}
      title={t("settlement.open")}
      ok={t("settlement.draft")}
      form={form}
      initialValues={{ organisationId: home, from: today.startOf("month"), to: today }}
      run={({ from, to, campaignIds = [], ...rest }) =>
        unwrap(
          api.POST("/api/staff/settlements", {
            body: { ...rest, campaignIds, fromDay: dayOf(from), toDay: dayOf(to) },
          }),
        )
      }
      touches={[["settlements"]]}
      onDone={({ id }) => void navigate({ to: "/settlements/$settlementId", params: { settlementId: id } })}
    >
      <Form.Item name="organisationId" label={t("settlement.union")} rules={[needed]}>
        <OrganisationSelect label={t("settlement.union")} />
      </Form.Item>
      <Form.Item name="from" label={t("common.fromDay")} rules={[needed]}>
        <DatePicker style={{ width: "100%" }} maxDate={today} allowClear={false} />
      </Form.Item>
      <Form.Item name="to" label={t("common.toDay")} rules={[needed]} extra={t("settlement.periodHelp")}>
        <DatePicker style={{ width: "100%" }} maxDate={today} allowClear={false} />
      </Form.Item>
      <Form.Item name="campaignIds" label={t("settlement.campaigns")} extra={t("settlement.campaignsHelp")}>
        <Select
          mode="multiple"
          allowClear
          placeholder={t("settlement.allCampaigns")}
          options={campaigns.map(({ id, title }) => ({ value: id, label: title }))}
        />
      </Form.Item>
      {preview.data && <OpenNow preview={preview.data} />}
    </FormDialog>
  );
}

function OpenNow({ preview }: { preview: { merchants: { totalFen: number }[]; lastDay: string | null } }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const { merchants, lastDay } = preview;
  const total = merchants.reduce((sum, one) => sum + one.totalFen, 0);
  return (
    <Alert
      type={merchants.length === 0 ? "warning" : "info"}
      showIcon
      title={
        merchants.length === 0
          ? t("settlement.nothingOpen")
          : t("settlement.openNow", { count: merchants.length, money: show.money(total) })
      }
      description={lastDay === null ? undefined : t("settlement.lastDay", { day: lastDay })}
    />
  );
}

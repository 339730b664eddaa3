import { useQuery } from "@tanstack/react-query";
import { DatePicker, Form, Select } from "antd";
import { useTranslation } from "react-i18next";
import { releasesQuery } from "../../shared/releases.ts";
import { useShow } from "../../shared/use-show.ts";
import { roundActs } from "./change-form.rules.ts";

/** One round that opens or closes at another time, or does not take place. */
export function ChangeRoundFields({ campaignId }: { campaignId: string }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const releases = useQuery(releasesQuery({ campaignId }));
  const act = Form.useWatch("roundAct");
  const rounds = new Map(
    (releases.data?.items ?? [])
      .filter(({ state }) => state !== "closed")
      .map(({ roundId, opensAt, closesAt }) => [
        roundId,
        { value: roundId, label: `${show.dayTime(opensAt)} – ${show.dayTime(closesAt)}` },
      ]),
  );
  const needed = { required: true, message: t("common.needed") };
  return (
    <>
      <Form.Item name="roundId" label={t("campaigns.change.round")} extra={t("campaigns.change.roundHelp")}>
        <Select allowClear options={[...rounds.values()]} />
      </Form.Item>
      <Form.Item name="roundAct" label={t("campaigns.change.roundAct")}>
        <Select
          allowClear
          options={roundActs.map((value) => ({ value, label: t(`campaigns.change.acts.${value}`) }))}
        />
      </Form.Item>
      {act === "move" && (
        <Form.Item name="opensAt" label={t("campaigns.change.opensAt")} rules={[needed]}>
          <DatePicker showTime={{ format: "HH:mm" }} format="YYYY-MM-DD HH:mm" style={{ width: "100%" }} />
        </Form.Item>
      )}
      {act === "close" && (
        <Form.Item
          name="closesAt"
          label={t("campaigns.change.closesAt")}
          extra={t("campaigns.change.closesHelp")}
          rules={[needed]}
        >
          <DatePicker showTime={{ format: "HH:mm" }} format="YYYY-MM-DD HH:mm" style={{ width: "100%" }} />
        </Form.Item>
      )}
    </>
  );
}

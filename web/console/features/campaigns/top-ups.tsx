import { App, Button, Card, Flex, Table } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { StaffCampaign, TopUp } from "../../../shared/api-types/index.ts";
import { randomUuid } from "../../../shared/random-uuid.ts";
import { useMe } from "../../shared/me.ts";
import { ReasonModal } from "../../shared/reason-modal.tsx";
import { ToneTag } from "../../shared/tone-tag.tsx";
import { useAct } from "../../shared/use-act.ts";
import { useShow } from "../../shared/use-show.ts";
import { mostOffFen } from "./campaign-form.rules.ts";

const tones = { asked: "waiting", approved: "done", rejected: "bad" } as const;

/** The units asked for after approval, and what was decided. */
export function TopUps({ campaign }: { campaign: StaffCampaign }) {
  const { t } = useTranslation("console");
  const mayDecide = useMe()?.permissions.includes("benefits.funds") === true;
  if (campaign.topUps.length === 0) return null;
  return (
    <Card title={t("campaigns.topUps")} style={{ marginBottom: 16 }}>
      <Table<TopUp>
        rowKey="id"
        size="small"
        pagination={false}
        scroll={{ x: 560 }}
        dataSource={campaign.topUps}
        columns={[
          {
            title: t("campaigns.kindTitle"),
            key: "kind",
            render: (_, { kindId }) => campaign.kinds.find(({ id }) => id === kindId)?.title,
          },
          { title: t("campaigns.topUpUnits"), dataIndex: "units", width: 90, align: "right" },
          { title: t("common.reason"), dataIndex: "reason" },
          {
            title: t("common.status"),
            key: "state",
            width: 200,
            render: (_, topUp) =>
              topUp.state === "asked" && mayDecide ? (
                <Decide campaign={campaign} topUp={topUp} />
              ) : (
                <ToneTag tone={tones[topUp.state]}>{t(`campaigns.topUpState.${topUp.state}`)}</ToneTag>
              ),
          },
        ]}
      />
    </Card>
  );
}

function Decide({ campaign, topUp }: { campaign: StaffCampaign; topUp: TopUp }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const { modal } = App.useApp();
  const [key] = useState(randomUuid);
  const [rejecting, setRejecting] = useState(false);
  const path = { id: campaign.id, topUpId: topUp.id };
  const touches = [["campaigns"], ["releases"], ["fund-sources"]];
  const approve = useAct({
    run: () =>
      unwrap(
        api.POST("/api/staff/campaigns/{id}/top-ups/{topUpId}/approve", {
          params: { path, header: { "idempotency-key": key } },
          body: null,
        }),
      ),
    ...{ done: t("campaigns.topUpDone"), touches },
  });
  const reject = useAct({
    run: (reason: string) =>
      unwrap(api.POST("/api/staff/campaigns/{id}/top-ups/{topUpId}/reject", { params: { path }, body: { reason } })),
    ...{ done: t("campaigns.rejected"), touches, onDone: () => setRejecting(false) },
  });
  const kind = campaign.kinds.find(({ id }) => id === topUp.kindId);
  const money = show.money(topUp.units * (kind ? mostOffFen(kind.benefit) : 0));
  const ask = () =>
    void modal.confirm({
      title: t("campaigns.topUpApproveTitle"),
      content: t("campaigns.topUpTouches", { people: show.number(topUp.units), money }),
      okText: t("campaigns.approve"),
      onOk: () => approve.mutateAsync().catch(() => undefined),
    });
  return (
    <Flex gap={8} wrap>
      <Button size="small" type="primary" onClick={ask} loading={approve.isPending}>
        {t("campaigns.approve")}
      </Button>
      <Button size="small" onClick={() => setRejecting(true)}>
        {t("campaigns.reject")}
      </Button>
      <ReasonModal
        open={rejecting}
        title={t("campaigns.topUpRejectTitle")}
        warning={t("campaigns.topUpRejectWarning")}
        ok={t("campaigns.reject")}
        busy={reject.isPending}
        onCancel={() => setRejecting(false)}
        onConfirm={(reason) => reject.mutate(reason)}
      />
    </Flex>
  );
}

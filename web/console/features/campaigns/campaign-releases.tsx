import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Card, Progress, Table } from "antd";
import { useTranslation } from "react-i18next";
import type { StaffRelease } from "../../../shared/api-types/index.ts";
import { QueryView } from "../../shared/query-view.tsx";
import { releasesQuery } from "../../shared/releases.ts";
import { StateTag } from "../../shared/state-tag.tsx";
import { useShow } from "../../shared/use-show.ts";

/** The releases of a campaign with their live stock. */
export function CampaignReleases({ campaignId }: { campaignId: string }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const releases = useQuery({ ...releasesQuery({ campaignId }), refetchInterval: 5_000 });
  return (
    <Card title={t("campaigns.releases")} style={{ marginBottom: 16 }}>
      <QueryView query={releases} empty={t("campaigns.noReleases")} isEmpty={({ items }) => items.length === 0}>
        {({ items }) => (
          <Table<StaffRelease>
            rowKey="id"
            size="small"
            pagination={{ pageSize: 12, hideOnSinglePage: true }}
            scroll={{ x: 660 }}
            dataSource={items}
            columns={[
              {
                title: t("campaigns.opens"),
                key: "opens",
                width: 190,
                render: (_, { id, opensAt }) => (
                  <Link to="/releases/$releaseId" params={{ releaseId: id }}>
                    {show.dayTime(opensAt)}
                  </Link>
                ),
              },
              { title: t("campaigns.kindTitle"), dataIndex: "title" },
              {
                title: t("common.status"),
                key: "state",
                width: 110,
                render: (_, { state }) => <StateTag state={state} />,
              },
              {
                title: t("campaigns.awarded"),
                dataIndex: "awarded",
                width: 100,
                align: "right",
                render: show.number,
              },
              {
                title: t("campaigns.stock"),
                key: "stock",
                width: 180,
                render: (_, { left, capacity }) => (
                  <Progress
                    size="small"
                    aria-label={t("campaigns.stock")}
                    percent={capacity === 0 ? 0 : Math.round((left / capacity) * 100)}
                    format={() => `${show.number(left)} / ${show.number(capacity)}`}
                    status="normal"
                  />
                ),
              },
            ]}
          />
        )}
      </QueryView>
    </Card>
  );
}

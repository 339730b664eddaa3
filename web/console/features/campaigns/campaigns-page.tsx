import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { Button, Segmented, Table } from "antd";
import { useTranslation } from "react-i18next";
import type { StaffCampaign } from "../../../shared/api-types/index.ts";
import { campaignsQuery } from "../../shared/campaigns.ts";
import { useMe } from "../../shared/me.ts";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { StateTag } from "../../shared/state-tag.tsx";
import { useSetSearch } from "../../shared/use-set-search.ts";
import { useShow } from "../../shared/use-show.ts";

const filters = ["all", "draft", "submitted", "running", "ended"] as const;
type Filter = (typeof filters)[number];

const belongs = (filter: Filter, { state }: StaffCampaign): boolean => {
  if (filter === "all") return true;
  if (filter === "draft") return state === "draft" || state === "rejected";
  if (filter === "running") return state === "approved" || state === "running" || state === "paused";
  return state === filter;
};

/** All campaigns, by what they wait for. */
export function CampaignsPage() {
  const { t } = useTranslation("console");
  const show = useShow();
  const setSearch = useSetSearch();
  const { state } = useSearch({ from: "/inside/campaigns" });
  const filter = filters.find((one) => one === state) ?? "all";
  const campaigns = useQuery(campaignsQuery);
  const choose = (next: Filter) => setSearch({ state: next === "all" ? undefined : next });
  const mayCreate = useMe()?.permissions.includes("benefits.manage") === true;
  const create = mayCreate && (
    <Link to="/campaigns/new">
      <Button type="primary" tabIndex={-1}>
        {t("campaigns.new")}
      </Button>
    </Link>
  );
  return (
    <Page title={t("campaigns.title")} about={t("campaigns.about")} actions={create}>
      <Segmented<Filter>
        aria-label={t("campaigns.filter")}
        value={filter}
        onChange={choose}
        options={filters.map((value) => ({ value, label: t(`campaigns.filters.${value}`) }))}
        style={{ marginBottom: 16, maxWidth: "100%", overflowX: "auto" }}
      />
      <QueryView query={campaigns} empty={t("campaigns.empty")} isEmpty={({ items }) => items.length === 0}>
        {({ items }) => (
          <Table<StaffCampaign>
            rowKey="id"
            size="small"
            pagination={{ pageSize: 20, hideOnSinglePage: true }}
            scroll={{ x: 1010 }}
            locale={{ emptyText: t("campaigns.noneHere") }}
            dataSource={items.filter((campaign) => belongs(filter, campaign))}
            columns={[
              {
                title: t("campaigns.name"),
                key: "title",
                width: 200,
                render: (_, { id, title }) => (
                  <Link to="/campaigns/$campaignId" params={{ campaignId: id }}>
                    {title}
                  </Link>
                ),
              },
              {
                title: t("common.status"),
                key: "state",
                width: 110,
                render: (_, one) => <StateTag state={one.state} />,
              },
              { title: t("campaigns.organisation"), dataIndex: "organisationName", width: 220, ellipsis: true },
              {
                title: t("campaigns.period"),
                key: "days",
                width: 200,
                render: (_, one) => `${one.startsOn} – ${one.endsOn}`,
              },
              { title: t("campaigns.budget"), dataIndex: "budgetFen", width: 120, align: "right", render: show.money },
              {
                title: t("campaigns.makerChecker"),
                key: "who",
                width: 200,
                render: (_, one) =>
                  [one.createdBy, one.checkedBy, one.approvedBy].map((name) => name ?? "–").join(" / "),
              },
            ]}
          />
        )}
      </QueryView>
    </Page>
  );
}

import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { Segmented, Table } from "antd";
import { useTranslation } from "react-i18next";
import type { TransferItem } from "../../../shared/api-types/index.ts";
import { useOrganisationId } from "../../shared/organisations.ts";
import { Page } from "../../shared/page.tsx";
import { PageTurner } from "../../shared/page-turner.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { useSetSearch } from "../../shared/use-set-search.ts";
import { useShow } from "../../shared/use-show.ts";
import { TransferState } from "./transfer-state.tsx";
import { transfersQuery } from "./transfers.queries.ts";

/** Members on their way from one union to another. */
export function TransfersPage() {
  const { t } = useTranslation("console");
  const search = useSetSearch();
  const asked = useSearch({ from: "/inside/transfers" });
  const list = asked.list === "over" ? "over" : "open";
  const organisationId = useOrganisationId();
  const transfers = useQuery(transfersQuery({ list, organisationId, after: asked.after }));
  const columns = useColumns();
  return (
    <Page title={t("transfers.title")} about={t("transfers.about")}>
      <Segmented
        aria-label={t("transfers.which")}
        value={list}
        options={(["open", "over"] as const).map((value) => ({ value, label: t(`transfers.list.${value}`) }))}
        onChange={(value) => search({ list: value === "open" ? undefined : value, after: undefined })}
        style={{ marginBottom: 16 }}
      />
      <QueryView query={transfers} empty={t(`transfers.empty.${list}`)} isEmpty={({ items }) => items.length === 0}>
        {({ items, next }) => (
          <>
            <Table
              rowKey="id"
              size="small"
              dataSource={items}
              columns={columns}
              pagination={false}
              scroll={{ x: 760 }}
            />
            <PageTurner after={asked.after} next={next} />
          </>
        )}
      </QueryView>
    </Page>
  );
}

function useColumns() {
  const { t } = useTranslation("console");
  const show = useShow();
  return [
    {
      ...{ key: "name", title: t("transfers.fact.name") },
      render: (_: unknown, { id, name }: TransferItem) => (
        <Link to="/transfers/$transferId" params={{ transferId: id }}>
          {name}
        </Link>
      ),
    },
    { key: "from", title: t("transfers.fact.from"), dataIndex: "fromName" },
    { key: "to", title: t("transfers.fact.to"), dataIndex: "toName" },
    {
      ...{ key: "begun", title: t("transfers.fact.begun") },
      render: (_: unknown, { begunAt }: TransferItem) => show.dayTime(begunAt),
    },
    {
      ...{ key: "state", title: t("transfers.fact.state") },
      render: (_: unknown, one: TransferItem) => <TransferState transfer={one} />,
    },
  ];
}

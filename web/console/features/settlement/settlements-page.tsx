import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Table } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { SettlementItem } from "../../../shared/api-types/index.ts";
import { useMe } from "../../shared/me.ts";
import { useOrganisationId } from "../../shared/organisations.ts";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { useShow } from "../../shared/use-show.ts";
import { OpenSettlement } from "./open-settlement.tsx";
import { settlementsQuery } from "./settlement.queries.ts";

/** Every period that was settled, with what is paid of it. */
export function SettlementsPage() {
  const { t } = useTranslation("console");
  const show = useShow();
  const [opening, setOpening] = useState(false);
  const mayOpen = useMe()?.permissions.includes("settlement.draft") === true;
  const settlements = useQuery(settlementsQuery(useOrganisationId()));
  const money = { width: 130, align: "right" as const, render: (fen: number) => show.money(fen) };
  return (
    <Page
      title={t("settlement.title")}
      about={t("settlement.about")}
      actions={
        mayOpen && (
          <Button type="primary" onClick={() => setOpening(true)}>
            {t("settlement.open")}
          </Button>
        )
      }
    >
      <QueryView query={settlements} empty={t("settlement.empty")} isEmpty={({ items }) => items.length === 0}>
        {({ items }) => (
          <Table<SettlementItem>
            rowKey="id"
            size="small"
            pagination={{ pageSize: 20, hideOnSinglePage: true }}
            scroll={{ x: 900 }}
            dataSource={items}
            columns={[
              {
                title: t("settlement.period"),
                key: "period",
                width: 230,
                render: (_, { id, fromDay, toDay }) => (
                  <Link to="/settlements/$settlementId" params={{ settlementId: id }}>
                    {t("settlement.days", { from: fromDay, to: toDay })}
                  </Link>
                ),
              },
              { title: t("settlement.union"), key: "union", render: (_, { organisation }) => organisation.name },
              { title: t("settlement.statements"), dataIndex: "statements", width: 100, align: "right" },
              { title: t("settlement.total"), dataIndex: "totalFen", ...money },
              { title: t("settlement.paid"), dataIndex: "paidFen", ...money },
              { title: t("settlement.states"), key: "states", width: 220, render: (_, one) => <States one={one} /> },
            ]}
          />
        )}
      </QueryView>
      {opening && <OpenSettlement onClose={() => setOpening(false)} />}
    </Page>
  );
}

function States({ one: { states, state, drafted, merchants } }: { one: SettlementItem }) {
  const { t } = useTranslation("console");
  if (state === "drafting") return t("settlement.drafting", { done: drafted, all: merchants });
  return Object.entries(states)
    .map(([name, count]) => `${t(`settlement.state.${name as "draft"}`)} ${count}`)
    .join(" · ");
}

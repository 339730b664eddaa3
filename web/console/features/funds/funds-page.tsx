import { useQuery } from "@tanstack/react-query";
import { Button, Flex, Table } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { FundSource } from "../../../shared/api-types/index.ts";
import { fundSourcesQuery } from "../../shared/fund-sources.ts";
import { useMe } from "../../shared/me.ts";
import { useOrganisationId } from "../../shared/organisations.ts";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { reachable } from "../../shared/reachable-table.tsx";
import { useShow } from "../../shared/use-show.ts";
import { AddFundSource } from "./add-fund-source.tsx";
import { AskFundChange, ChangeBudgetItem } from "./ask-fund-change.tsx";
import { FundChanges } from "./fund-changes.tsx";
import styles from "./funds.module.css";

const amounts = ["availableFen", "setAsideFen", "issuedFen", "redeemedFen", "paidFen", "lapsedFen"] as const;

/** Where the money comes from, and how far it has gone. */
export function FundsPage() {
  const { t } = useTranslation("console");
  const show = useShow();
  const [adding, setAdding] = useState(false);
  const [changing, setChanging] = useState<FundSource>();
  const [naming, setNaming] = useState<FundSource>();
  const permissions = useMe()?.permissions ?? [];
  const mayAsk = permissions.includes("benefits.manage") || permissions.includes("benefits.funds");
  const mayAdd = useMe()?.permissions.includes("benefits.funds") === true;
  const funds = useQuery(fundSourcesQuery(useOrganisationId()));
  return (
    <Page
      title={t("funds.title")}
      about={t("funds.about")}
      actions={
        mayAdd && (
          <Button type="primary" onClick={() => setAdding(true)}>
            {t("funds.add")}
          </Button>
        )
      }
    >
      <QueryView query={funds} empty={t("funds.empty")} isEmpty={({ items }) => items.length === 0}>
        {({ items }) => (
          <Table<FundSource>
            rowKey="id"
            size="small"
            pagination={false}
            scroll={{ x: mayAsk || mayAdd ? 1020 : 890 }}
            components={reachable}
            dataSource={items}
            columns={[
              {
                title: t("common.name"),
                key: "name",
                width: 190,
                render: (_, { name, budgetItem }) => (
                  <div className={styles.lines}>
                    {name}
                    <small>{budgetItem === "" ? t("funds.noItem") : budgetItem}</small>
                  </div>
                ),
              },
              { title: t("funds.year"), dataIndex: "year", width: 66 },
              ...amounts.map((amount) => ({
                title: t(`funds.${amount}`),
                dataIndex: amount,
                width: 106,
                align: "right" as const,
                render: (fen: number) => show.money(fen),
              })),
              {
                title: t("common.actions"),
                key: "acts",
                width: 130,
                hidden: !mayAsk && !mayAdd,
                fixed: "right" as const,
                render: (_: unknown, source: FundSource) => (
                  <Flex gap={8} wrap>
                    {mayAsk && (
                      <Button size="small" onClick={() => setChanging(source)}>
                        {t("funds.changeMoney")}
                      </Button>
                    )}
                    {mayAdd && (
                      <Button size="small" onClick={() => setNaming(source)}>
                        {t("funds.budgetItem")}
                      </Button>
                    )}
                  </Flex>
                ),
              },
            ]}
          />
        )}
      </QueryView>
      <FundChanges />
      {changing && <AskFundChange source={changing} onClose={() => setChanging(undefined)} />}
      {naming && <ChangeBudgetItem source={naming} onClose={() => setNaming(undefined)} />}
      <AddFundSource open={adding} onClose={() => setAdding(false)} />
    </Page>
  );
}

import { useQuery } from "@tanstack/react-query";
import { Button, Card, Flex, Statistic, Table } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Leverage } from "../../../shared/api-types/index.ts";
import { palette } from "../../../shared/tokens.ts";
import { Bars } from "../../shared/bars.tsx";
import { useOrganisationId } from "../../shared/organisations.ts";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { reachable } from "../../shared/reachable-table.tsx";
import { useShow } from "../../shared/use-show.ts";
import { CampaignGoals } from "./campaign-goals.tsx";
import { EnterPastYear, PastYears } from "./past-years.tsx";
import styles from "./settlement.module.css";
import { leverageQuery } from "./settlement.queries.ts";

/** How much spending each yuan of subsidy moved: now, by part, and over the years. */
export function LeveragePage() {
  const { t } = useTranslation("console");
  const leverage = useQuery(leverageQuery(useOrganisationId()));
  const [entering, setEntering] = useState(false);
  return (
    <Page
      title={t("settlement.leverage.title")}
      about={t("settlement.leverage.about")}
      actions={
        leverage.data?.can.enter && <Button onClick={() => setEntering(true)}>{t("settlement.leverage.enter")}</Button>
      }
    >
      <QueryView query={leverage}>
        {(found) => (
          <Flex vertical gap={16}>
            <Totals total={found.total} />
            <Years years={found.years} />
            <CampaignGoals campaigns={found.campaigns} />
            <Parts found={found} />
            <PastYears items={found.pastYears} />
          </Flex>
        )}
      </QueryView>
      {entering && <EnterPastYear onClose={() => setEntering(false)} />}
    </Page>
  );
}

function Totals({ total }: { total: Leverage["total"] }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const figures = [
    [t("settlement.leverage.spending"), show.money(total.spendingFen)],
    [t("settlement.leverage.subsidy"), show.money(total.subsidyFen)],
    [
      t("settlement.leverage.leverage"),
      total.leverage === null ? "–" : t("settlement.leverage.times", { times: total.leverage }),
    ],
    [t("settlement.leverage.vouchers"), show.number(total.vouchers)],
    [t("settlement.leverage.issued"), show.money(total.issuedFen)],
  ] as const;
  return (
    <Card>
      <Flex gap="16px 40px" wrap>
        {figures.map(([title, value]) => (
          <Statistic key={title} title={title} value={value} />
        ))}
      </Flex>
    </Card>
  );
}

const tenThousands = (fen: number) => Math.round(fen / 10_000) / 100;

function Years({ years }: { years: Leverage["years"] }) {
  const { t } = useTranslation("console");
  const show = useShow();
  if (years.length === 0) return null;
  const money = { width: 140, align: "right" as const, render: (fen: number) => show.money(fen) };
  const issued = years.reduce((sum, one) => sum + one.issuedFen, 0);
  const spending = years.reduce((sum, one) => sum + one.spendingFen, 0);
  return (
    <Card
      title={t("settlement.leverage.years", {
        from: years[0]?.year ?? "",
        issued: show.money(issued),
        spending: show.money(spending),
      })}
    >
      <Bars
        label={t("settlement.leverage.yearsLabel")}
        unit={t("settlement.leverage.tenThousands")}
        categories={years.map(({ year }) => String(year))}
        bars={[
          {
            name: t("settlement.leverage.issued"),
            colour: palette.gold,
            values: years.map((one) => tenThousands(one.issuedFen)),
          },
          {
            name: t("settlement.leverage.spending"),
            colour: palette.red,
            values: years.map((one) => tenThousands(one.spendingFen)),
          },
        ]}
        line={{
          name: t("settlement.leverage.leverage"),
          colour: palette.done,
          values: years.map((one) => one.leverage),
        }}
      />
      <Table
        rowKey="year"
        size="small"
        pagination={false}
        scroll={{ x: 820 }}
        components={reachable}
        dataSource={years}
        columns={[
          { title: t("settlement.leverage.year"), dataIndex: "year", width: 80 },
          { title: t("settlement.leverage.themes"), key: "themes", render: (_, { themes }) => themes.join("、") },
          { title: t("settlement.leverage.issued"), dataIndex: "issuedFen", ...money },
          { title: t("settlement.leverage.subsidy"), dataIndex: "redeemedFen", ...money },
          { title: t("settlement.leverage.spending"), dataIndex: "spendingFen", ...money },
          {
            title: t("settlement.leverage.leverage"),
            key: "leverage",
            width: 150,
            render: (_, { leverage, incomplete }) => (
              <div className={styles.lines}>
                {leverage === null ? "–" : t("settlement.leverage.times", { times: leverage })}
                {incomplete && <small>{t("settlement.leverage.incomplete")}</small>}
              </div>
            ),
          },
        ]}
      />
    </Card>
  );
}

function Parts({ found }: { found: Leverage }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const months = found.months.map((one) => ({ ...one, name: one.key }));
  const parts = [
    ["kinds", found.kinds],
    ["stores", found.stores],
    ["months", months],
  ] as const;
  const money = { width: 120, align: "right" as const, render: (fen: number) => show.money(fen) };
  return (
    <div className={styles.two}>
      {parts.map(([part, rows]) => (
        <Table
          key={part}
          rowKey="key"
          size="small"
          pagination={{ pageSize: 12, hideOnSinglePage: true }}
          dataSource={[...rows]}
          locale={{ emptyText: <span className={styles.nothing}>{t("settlement.leverage.nothing")}</span> }}
          columns={[
            { title: t(`settlement.leverage.by.${part}`), dataIndex: "name" },
            { title: t("settlement.leverage.spending"), dataIndex: "spendingFen", ...money },
            { title: t("settlement.leverage.subsidy"), dataIndex: "subsidyFen", ...money },
            {
              title: t("settlement.leverage.leverage"),
              key: "leverage",
              width: 90,
              align: "right",
              render: (_, { leverage }) =>
                leverage === null ? "–" : t("settlement.leverage.times", { times: leverage }),
            },
          ]}
        />
      ))}
    </div>
  );
}

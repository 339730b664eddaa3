import { useQuery } from "@tanstack/react-query";
import { Button, Card, Flex, Statistic, Table, Typography } from "antd";
import dayjs from "dayjs";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { serviceKindList } from "../../../../wire/service-kinds.ts";
import { api, unwrap } from "../../../shared/api.ts";
import type { ServiceStatistics } from "../../../shared/api-types/index.ts";
import { QueryView } from "../../shared/query-view.tsx";
import { useShow } from "../../shared/use-show.ts";
import { AskedBar, useAsked } from "./asked.tsx";
import { csvOf, saveText } from "./save-csv.ts";
import { ServiceMonths } from "./service-months.tsx";
import { serviceSums } from "./service-sums.ts";
import styles from "./statistics.module.css";

const monthsShown = 12;

/** Services of an organisation and all below it in the twelve months up to the chosen day's, by kind, month and union. */
export function ServiceFigures() {
  const { t } = useTranslation("console");
  const asked = useAsked();
  const { organisationId, day } = asked;
  const to = day.slice(0, 7);
  const from = dayjs(`${to}-01`)
    .subtract(monthsShown - 1, "month")
    .format("YYYY-MM");
  const query = { organisationId: organisationId ?? "", from, to };
  const figures = useQuery({
    queryKey: ["statistics", "services", query],
    queryFn: ({ signal }) => unwrap(api.GET("/api/statistics/services", { params: { query }, signal })),
    enabled: organisationId !== undefined,
  });
  return (
    <Flex vertical gap={16}>
      <AskedBar asked={asked} hasTree={false}>
        {figures.data && figures.data.items.length > 0 && <SaveServices figures={figures.data} />}
      </AskedBar>
      <QueryView query={figures} empty={t("statistics.services.nothing")} isEmpty={({ items }) => items.length === 0}>
        {(counted) => <Services figures={counted} />}
      </QueryView>
    </Flex>
  );
}

function Services({ figures }: { figures: ServiceStatistics }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const sums = useMemo(() => serviceSums(figures), [figures]);
  const columns = serviceKindList.map((kind) => ({
    title: t(`services.kind.${kind}`),
    align: "right" as const,
    render: (_: unknown, one: Record<typeof kind, number>) => show.number(one[kind]),
  }));
  return (
    <>
      <Card title={`${figures.organisation.name} · ${figures.from} – ${figures.to}`}>
        <Flex gap="16px 40px" wrap>
          <Statistic title={t("statistics.services.visits")} value={show.number(sums.units.visit)} />
          <Statistic title={t("statistics.services.cases")} value={show.number(sums.units.case)} />
        </Flex>
        <Typography.Text type="secondary">{t("statistics.services.about")}</Typography.Text>
      </Card>
      <div className={styles.two}>
        <ServiceMonths months={sums.months} unit="visit" />
        <ServiceMonths months={sums.months} unit="case" />
        <Card title={t("statistics.services.months")}>
          <Table
            size="small"
            pagination={false}
            rowKey="month"
            dataSource={[...sums.months].reverse()}
            columns={[{ title: t("statistics.members.month"), dataIndex: "month", width: 110 }, ...columns]}
          />
        </Card>
        <Card title={t("statistics.services.units")}>
          <Table
            size="small"
            pagination={{ pageSize: 12, hideOnSinglePage: true, showSizeChanger: false }}
            rowKey="id"
            dataSource={sums.organisations}
            columns={[{ title: t("services.by"), dataIndex: "name" }, ...columns]}
          />
        </Card>
      </div>
    </>
  );
}

function SaveServices({ figures }: { figures: ServiceStatistics }) {
  const { t } = useTranslation("console");
  const save = () => {
    const head = [t("statistics.members.month"), t("services.by"), t("services.kindTitle"), t("services.count"), ""];
    const rows = figures.items.map(({ month, organisation, kind, unit, count }) => [
      ...[month, organisation.name, t(`services.kind.${kind}`), t(`services.unit.${unit}`), count],
    ]);
    const name = `${figures.organisation.name} ${figures.from} ${figures.to}`;
    saveText(`${name}.csv`, csvOf([[name], head, ...rows]));
  };
  return <Button onClick={save}>{t("statistics.save")}</Button>;
}

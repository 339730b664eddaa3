import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Button, Form, Input, InputNumber, Table } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { SeriesStatistics } from "../../../shared/api-types/index.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { useMe } from "../../shared/me.ts";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { everything, statisticsQuery } from "./showings.queries.ts";

const figures = [
  "sessions",
  "charters",
  "attendances",
  "persons",
  "given",
  "missed",
  "perWeek",
  "otherEvents",
] as const;

/** A programme over the years: what was counted here, and the years before with where their figures come from. */
export function StatisticsPage() {
  const { t } = useTranslation("console");
  const { seriesId } = useParams({ from: "/inside/showings/series/$seriesId" });
  const statistics = useQuery(statisticsQuery(seriesId));
  const manages = useMe()?.permissions.includes("activities.manage") === true;
  const [entering, setEntering] = useState(false);
  return (
    <Page
      title={t("showings.statisticsOf", { title: statistics.data?.seriesTitle ?? "" })}
      back={
        <Link to="/showings" search={{ tab: "series" }}>
          {t("showings.title")}
        </Link>
      }
      actions={manages && <Button onClick={() => setEntering(true)}>{t("showings.enterYear")}</Button>}
    >
      <QueryView query={statistics}>{(one) => <Years statistics={one} />}</QueryView>
      <PastYear open={entering} onClose={() => setEntering(false)} seriesId={seriesId} />
    </Page>
  );
}

function Years({ statistics: { years, past, total } }: { statistics: SeriesStatistics }) {
  const { t } = useTranslation("console");
  const rows = [
    { ...total, key: "total", name: t("showings.total"), source: "" },
    ...years.map((year) => ({ ...year, key: `y${year.year}`, name: String(year.year), source: t("showings.counted") })),
    ...past.map((year) => ({ ...year, key: `p${year.year}`, name: String(year.year), source: year.source })),
  ];
  return (
    <Table
      rowKey="key"
      size="small"
      pagination={false}
      scroll={{ x: 820 }}
      dataSource={rows}
      columns={[
        { title: t("showings.year"), dataIndex: "name" },
        ...figures.map((figure) => ({
          title: t(`showings.figure.${figure}`),
          align: "right" as const,
          render: (_: unknown, row: Partial<Record<(typeof figures)[number], number | null>>) => row[figure] ?? "–",
        })),
        { title: t("showings.source"), dataIndex: "source" },
      ]}
    />
  );
}

interface Values {
  year: number;
  sessions: number;
  charters: number;
  attendances: number;
  otherEvents: number;
  source: string;
}

function PastYear({ open, onClose, seriesId }: { open: boolean; onClose: () => void; seriesId: string }) {
  const { t } = useTranslation("console");
  const needed = [{ required: true, message: t("common.needed") }];
  return (
    <FormDialog<Values, unknown>
      {...{ open, onClose, touches: everything, title: t("showings.enterYear"), done: t("showings.saved") }}
      initialValues={{ charters: 0, otherEvents: 0 }}
      run={({ year, ...body }) =>
        unwrap(
          api.PUT("/api/staff/activities/series/{seriesId}/years/{year}", {
            params: { path: { seriesId, year } },
            body,
          }),
        )
      }
    >
      <Form.Item name="year" label={t("showings.year")} rules={needed}>
        <InputNumber min={1949} max={2100} />
      </Form.Item>
      {(["sessions", "charters", "attendances", "otherEvents"] as const).map((name) => (
        <Form.Item key={name} name={name} label={t(`showings.figure.${name}`)} rules={needed}>
          <InputNumber min={0} max={10_000_000} />
        </Form.Item>
      ))}
      <Form.Item name="source" label={t("showings.source")} rules={needed} extra={t("showings.sourceHint")}>
        <Input maxLength={200} />
      </Form.Item>
    </FormDialog>
  );
}

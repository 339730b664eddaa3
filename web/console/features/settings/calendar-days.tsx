import { Table } from "antd";
import { useTranslation } from "react-i18next";
import type { CalendarYear } from "../../../shared/api-types/index.ts";
import { reachable } from "../../shared/reachable-table.tsx";
import { ToneTag } from "../../shared/tone-tag.tsx";
import { useShow } from "../../shared/use-show.ts";

/** The days of a year that differ from their weekday. */
export function CalendarDays({ days }: { days: CalendarYear["days"] }) {
  const { t } = useTranslation("console");
  const show = useShow();
  return (
    <Table
      size="small"
      components={reachable}
      rowKey="day"
      dataSource={[...days]}
      pagination={false}
      scroll={{ y: 420 }}
      columns={[
        { title: t("settings.calendar.day"), dataIndex: "day", render: (day: string) => show.date(day) },
        {
          ...{ title: t("settings.calendar.kind"), dataIndex: "kind" },
          render: (kind: "free" | "worked") => (
            <ToneTag tone={kind === "free" ? "done" : "waiting"}>{t(`settings.calendar.is.${kind}`)}</ToneTag>
          ),
        },
        { title: t("settings.calendar.holiday"), dataIndex: "name" },
      ]}
    />
  );
}

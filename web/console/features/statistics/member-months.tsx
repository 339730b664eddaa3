import { Card, Flex, Table, Typography } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { MemberStatistics } from "../../../shared/api-types/index.ts";
import { palette } from "../../../shared/tokens.ts";
import { Bars } from "../../shared/bars.tsx";
import { reachable } from "../../shared/reachable-table.tsx";
import { useShow } from "../../shared/use-show.ts";

const flows = ["joined", "gone", "movedIn", "movedOut"] as const;
const colours = { joined: palette.done, gone: palette.red, movedIn: "#9fc9b4", movedOut: palette.gold } as const;

/** Who joined, left and moved in each month, as bars, with the members at its end as a line; and the same as a table. */
export function MemberMonths({ months }: Pick<MemberStatistics, "months">) {
  const { t } = useTranslation("console");
  const show = useShow();
  const chart = useMemo(
    () => ({
      categories: months.map(({ month }) => month),
      bars: flows.map((key) => ({
        ...{ name: t(`statistics.members.${key}`), colour: colours[key] },
        values: months.map((one) => one[key]),
      })),
      line: {
        name: t("statistics.members.atEnd"),
        colour: palette.ink,
        values: months.map(({ members }) => members),
      },
    }),
    [months, t],
  );
  const figures = ["members", "registered", ...flows] as const;
  const titles = { members: t("statistics.members.atEnd"), registered: t("statistics.members.total.registered") };
  return (
    <Card title={t("statistics.members.months")}>
      <Flex vertical gap={16}>
        <Bars whole label={t("statistics.members.monthsLabel")} unit={t("statistics.members.people")} {...chart} />
        <Table
          size="small"
          pagination={false}
          rowKey="month"
          dataSource={[...months].reverse()}
          scroll={{ x: 640, y: 240 }}
          components={reachable}
          columns={[
            { title: t("statistics.members.month"), dataIndex: "month", width: 110 },
            ...figures.map((key) => ({
              title: key === "members" || key === "registered" ? titles[key] : t(`statistics.members.${key}`),
              align: "right" as const,
              render: (_: unknown, one: MemberStatistics["months"][number]) => show.number(one[key]),
            })),
          ]}
        />
        <Typography.Text type="secondary">{t("statistics.members.flows")}</Typography.Text>
      </Flex>
    </Card>
  );
}

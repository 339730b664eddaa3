import { useQuery } from "@tanstack/react-query";
import { Button, Card, Flex, Input, Table } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { dayOf } from "../../shared/days.ts";
import { QueryView } from "../../shared/query-view.tsx";
import { useShow } from "../../shared/use-show.ts";
import { figuresQuery } from "./goods.queries.ts";

interface Line {
  key: string;
  views: number;
  sold: number;
  soldFen: number;
}

/** How often goods were looked at and how many were sold with vouchers, by origin and by goods; as a workbook too. */
export function GoodsFigures() {
  const { t } = useTranslation("console");
  const show = useShow();
  const now = dayOf(Date.now()).slice(0, 7);
  const [from, setFrom] = useState(now);
  const [to, setTo] = useState(now);
  const figures = useQuery({ ...figuresQuery({ from, to }), enabled: from !== "" && from <= to });
  const columns = (first: string) => [
    { title: first, dataIndex: "key" },
    {
      title: t("goods.views"),
      key: "views",
      align: "right" as const,
      render: (_: unknown, { views }: Line) => show.number(views),
    },
    {
      title: t("goods.sold"),
      key: "sold",
      align: "right" as const,
      render: (_: unknown, { sold }: Line) => show.number(sold),
    },
    {
      title: t("goods.soldFen"),
      key: "fen",
      align: "right" as const,
      render: (_: unknown, { soldFen }: Line) => show.money(soldFen),
    },
  ];
  const table = (first: string, lines: Line[]) => (
    <Table<Line> rowKey="key" size="small" pagination={false} dataSource={lines} columns={columns(first)} />
  );
  return (
    <Card
      title={t("goods.figures")}
      extra={
        <Flex gap={8} align="center">
          <Input
            type="month"
            aria-label={t("goods.fromMonth")}
            value={from}
            onChange={(event) => setFrom(event.target.value)}
          />
          <Input
            type="month"
            aria-label={t("goods.toMonth")}
            value={to}
            onChange={(event) => setTo(event.target.value)}
          />
          <Button href={`/api/staff/goods-figures/workbook?from=${from}&to=${to}`} disabled={from > to}>
            {t("goods.workbook")}
          </Button>
        </Flex>
      }
    >
      <QueryView query={figures} empty={t("goods.noFigures")} isEmpty={({ items }) => items.length === 0}>
        {({ items, origins }) => (
          <Flex vertical gap={16}>
            {table(
              t("goods.origin"),
              origins.map(({ origin: key, ...sum }) => ({ key, ...sum })),
            )}
            {table(
              t("goods.goods"),
              items.map(({ month, name, merchant, ...sum }) => ({ ...sum, key: `${month} ${name} (${merchant})` })),
            )}
          </Flex>
        )}
      </QueryView>
    </Card>
  );
}

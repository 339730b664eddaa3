import { DownloadOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Button, Card, Flex, Progress, Table } from "antd";
import { type Key, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Settlement, StatementOfSettlement } from "../../../shared/api-types/index.ts";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { useShow } from "../../shared/use-show.ts";
import { FundsCheckView } from "./funds-check.tsx";
import { ManyStatements, mayDoAnything } from "./many-statements.tsx";
import { settlementQuery } from "./settlement.queries.ts";
import { StatementTag } from "./statement-tag.tsx";

/** One period with every merchant's statement, and whether it agrees with tills and books. */
export function SettlementPage() {
  const { t } = useTranslation("console");
  const { settlementId } = useParams({ from: "/inside/settlements/$settlementId" });
  const settlement = useQuery(settlementQuery(settlementId));
  const one = settlement.data;
  const show = useShow();
  return (
    <Page
      title={one ? t("settlement.days", { from: one.fromDay, to: one.toDay }) : t("settlement.title")}
      about={
        one &&
        t("settlement.settledBy", { union: one.organisation.name, by: one.createdBy, at: show.dayTime(one.cutOff) })
      }
      back={<Link to="/settlements">{t("settlement.title")}</Link>}
      actions={
        one?.state === "drafted" && (
          <Button href={`/api/staff/settlements/${one.id}/workbook`} icon={<DownloadOutlined />}>
            {t("settlement.workbook")}
          </Button>
        )
      }
    >
      <QueryView query={settlement}>
        {(found) => (
          <Flex vertical gap={16}>
            {found.state === "drafting" && <Drafting settlement={found} />}
            <FundsCheckView check={found.check} />
            <Statements items={found.statements} />
          </Flex>
        )}
      </QueryView>
    </Page>
  );
}

function Drafting({ settlement: { drafted, merchants } }: { settlement: Settlement }) {
  const { t } = useTranslation("console");
  const text = t("settlement.drafting", { done: drafted, all: merchants });
  return (
    <Card role="status">
      <p>{text}</p>
      <Progress percent={merchants === 0 ? 0 : Math.round((drafted * 100) / merchants)} aria-label={text} />
    </Card>
  );
}

function Statements({ items }: { items: StatementOfSettlement[] }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const [chosen, setChosen] = useState<string[]>([]);
  const selection = {
    selectedRowKeys: chosen,
    // Everything at once is chosen above the table: in its head the box would be drawn a second time where nobody sees it.
    hideSelectAll: true,
    onChange: (keys: Key[]) => setChosen(keys.map(String)),
    getCheckboxProps: (one: StatementOfSettlement) => ({
      disabled: !mayDoAnything(one),
      "aria-label": t("settlement.many.choose", { merchant: one.merchant.name }),
    }),
  };
  const some = items.some(mayDoAnything);
  const money = { width: 110, align: "right" as const, render: (fen: number) => show.money(fen) };
  const sum = (of: (one: StatementOfSettlement) => number) => items.reduce((all, one) => all + of(one), 0);
  return (
    <Flex vertical gap={12}>
      {some && <ManyStatements items={items.filter(mayDoAnything)} chosen={chosen} onChoose={setChosen} />}
      <Table<StatementOfSettlement>
        rowKey="id"
        size="small"
        pagination={false}
        scroll={{ x: 900 }}
        dataSource={items}
        {...(some ? { rowSelection: selection } : {})}
        columns={[
          {
            title: t("settlement.number"),
            key: "number",
            width: 130,
            render: (_, { id, number }) => (
              <Link to="/statements/$statementId" params={{ statementId: id }}>
                {number}
              </Link>
            ),
          },
          { title: t("merchants.merchant"), key: "merchant", render: (_, { merchant }) => merchant.name },
          {
            title: t("common.status"),
            key: "state",
            width: 120,
            render: (_, { state }) => <StatementTag state={state} />,
          },
          { title: t("settlement.lines"), dataIndex: "lines", width: 70, align: "right" },
          { title: t("settlement.amount"), dataIndex: "amountFen", ...money },
          { title: t("settlement.total"), dataIndex: "totalFen", ...money },
          {
            title: t("settlement.invoice"),
            key: "invoice",
            width: 200,
            render: (_, { invoice }) => invoice?.number ?? "–",
          },
        ]}
        summary={() => (
          <Table.Summary.Row>
            {some && <Table.Summary.Cell index={0} />}
            <Table.Summary.Cell index={0} colSpan={3}>
              {t("settlement.sum")}
            </Table.Summary.Cell>
            <Table.Summary.Cell index={3} align="right">
              {show.number(sum((one) => one.lines))}
            </Table.Summary.Cell>
            <Table.Summary.Cell index={4} align="right">
              {show.money(sum((one) => one.amountFen))}
            </Table.Summary.Cell>
            <Table.Summary.Cell index={5} align="right">
              <strong>{show.money(sum((one) => one.totalFen))}</strong>
            </Table.Summary.Cell>
            <Table.Summary.Cell index={6} />
          </Table.Summary.Row>
        )}
      />
    </Flex>
  );
}

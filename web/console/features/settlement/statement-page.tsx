import { DownloadOutlined, PrinterOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Alert, Button, Flex, Tabs } from "antd";
import { useTranslation } from "react-i18next";
import type { Statement } from "../../../shared/api-types/index.ts";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { settlementQuery, statementQuery } from "./settlement.queries.ts";
import { StatementActs } from "./statement-acts.tsx";
import { StatementDisputes } from "./statement-disputes.tsx";
import { StatementHistory } from "./statement-history.tsx";
import { StatementLines } from "./statement-lines.tsx";
import { StatementSubtotals } from "./statement-subtotals.tsx";
import { StatementSummary } from "./statement-summary.tsx";
import { StatementTag } from "./statement-tag.tsx";

/** One merchant's statement: whom and what it is about, line by line, and the steps towards payment. */
export function StatementPage() {
  const { t } = useTranslation("console");
  const { statementId } = useParams({ from: "/inside/statements/$statementId" });
  const statement = useQuery(statementQuery(statementId));
  const one = statement.data;
  return (
    <Page
      title={
        <>
          {one ? `${one.number} · ${one.merchant.name}` : t("settlement.statement")}{" "}
          {one && <StatementTag state={one.state} />}
        </>
      }
      about={one && t("settlement.days", { from: one.fromDay, to: one.toDay })}
      back={<Back statement={one} />}
      actions={
        one && (
          <>
            <Button href={`/api/staff/statements/${one.id}/workbook`} icon={<DownloadOutlined />}>
              {t("settlement.xlsx")}
            </Button>
            <Button href={`/console/statements/${one.id}/print`} target="_blank" icon={<PrinterOutlined />}>
              {t("settlement.print")}
            </Button>
            <StatementActs statement={one} />
          </>
        )
      }
    >
      <QueryView query={statement}>{(found) => <Content statement={found} />}</QueryView>
    </Page>
  );
}

function Back({ statement }: { statement: Statement | undefined }) {
  const { t } = useTranslation("console");
  const settlement = useQuery({
    ...settlementQuery(statement?.settlementId ?? ""),
    enabled: statement !== undefined,
  }).data;
  if (!statement) return <Link to="/settlements">{t("settlement.title")}</Link>;
  return (
    <Link to="/settlements/$settlementId" params={{ settlementId: statement.settlementId }}>
      {settlement ? t("settlement.days", { from: settlement.fromDay, to: settlement.toDay }) : t("settlement.title")}
    </Link>
  );
}

function Content({ statement }: { statement: Statement }) {
  const { t } = useTranslation("console");
  const open = statement.disputes.filter((dispute) => dispute.answer === null).length;
  const { accountChange } = statement;
  return (
    <Flex vertical gap={16}>
      {accountChange && <Alert type="warning" showIcon title={t("settlement.accountChanged", accountChange)} />}
      {open > 0 && <Alert type="warning" showIcon title={t("settlement.disputesOpen", { count: open })} />}
      <StatementSummary statement={statement} />
      <Tabs
        items={[
          { key: "lines", label: t("settlement.lines"), children: <StatementLines statementId={statement.id} /> },
          {
            key: "subtotals",
            label: t("settlement.subtotals"),
            children: <StatementSubtotals statement={statement} />,
          },
          {
            key: "disputes",
            label: t("settlement.disputes", { count: statement.disputes.length + statement.differences.length }),
            children: <StatementDisputes statement={statement} />,
          },
          { key: "history", label: t("settlement.history"), children: <StatementHistory statement={statement} /> },
        ]}
      />
    </Flex>
  );
}

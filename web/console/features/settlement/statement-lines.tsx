import { useInfiniteQuery } from "@tanstack/react-query";
import { Alert, Button, Skeleton, Table } from "antd";
import { useTranslation } from "react-i18next";
import type { StatementLine } from "../../../shared/api-types/index.ts";
import { useProblemText } from "../../../shared/i18n/problem-text.ts";
import { reachable } from "../../shared/reachable-table.tsx";
import { ToneTag } from "../../shared/tone-tag.tsx";
import { useShow } from "../../shared/use-show.ts";
import styles from "./settlement.module.css";
import { linesQuery } from "./settlement.queries.ts";

/** Every amount of a statement, a hundred at a time. */
export function StatementLines({ statementId }: { statementId: string }) {
  const { t } = useTranslation(["console", "shared"]);
  const show = useShow();
  const problemText = useProblemText();
  const found = useInfiniteQuery(linesQuery(statementId));
  const items = found.data?.pages.flatMap((page) => page.items) ?? [];
  const again = <Button onClick={() => void found.refetch()}>{t("shared:retry")}</Button>;
  if (found.isError) return <Alert type="error" showIcon title={problemText(found.error)} action={again} />;
  if (found.isPending) return <Skeleton active />;
  const money = (fen: number) => <span className={fen < 0 ? styles.negative : ""}>{show.money(fen)}</span>;
  return (
    <>
      <Table<StatementLine>
        rowKey="id"
        size="small"
        pagination={false}
        scroll={{ x: 1000 }}
        components={reachable}
        dataSource={items}
        columns={[
          { title: t("console:settlement.position"), dataIndex: "position", width: 60, align: "right" },
          { title: t("console:common.time"), key: "at", width: 150, render: (_, { at }) => show.dayTime(at) },
          {
            title: t("console:settlement.storeClerk"),
            key: "store",
            width: 180,
            render: (_, { store, clerk }) => (
              <div className={styles.lines}>
                {store.name}
                <small>{clerk}</small>
              </div>
            ),
          },
          {
            title: t("console:settlement.voucher"),
            key: "voucher",
            width: 170,
            render: (_, { kindTitle, voucher }) => (
              <div className={styles.lines}>
                {kindTitle}
                <small>{voucher}</small>
              </div>
            ),
          },
          { title: t("console:settlement.amount"), dataIndex: "amountFen", width: 100, align: "right", render: money },
          { title: t("console:settlement.subsidy"), dataIndex: "offFen", width: 100, align: "right", render: money },
          {
            title: t("console:settlement.receipt"),
            key: "receipt",
            width: 120,
            render: (_, { receipt }) => receipt ?? "–",
          },
          { title: t("console:settlement.what"), key: "what", render: (_, line) => <What line={line} /> },
        ]}
      />
      {found.hasNextPage && (
        <Button style={{ marginTop: 12 }} loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {t("console:common.more")}
        </Button>
      )}
    </>
  );
}

function What({ line: { kind, corrects, late, offline, note } }: { line: StatementLine }) {
  const { t } = useTranslation("console");
  return (
    <div className={styles.lines}>
      <ToneTag tone={kind === "redemption" ? "plain" : "waiting"}>{t(`settlement.kind.${kind}`)}</ToneTag>{" "}
      {corrects && t("settlement.corrects", corrects)}
      <small>
        {[late && t("settlement.late"), offline && t("settlement.offline"), note].filter(Boolean).join(" · ")}
      </small>
    </div>
  );
}

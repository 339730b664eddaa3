import { useQuery } from "@tanstack/react-query";
import { Alert, Drawer, Table } from "antd";
import { useTranslation } from "react-i18next";
import type { DailyReconciliationLines } from "../../../shared/api-types/index.ts";
import { useOrganisationId } from "../../shared/organisations.ts";
import { QueryView } from "../../shared/query-view.tsx";
import { reachable } from "../../shared/reachable-table.tsx";
import { useShow } from "../../shared/use-show.ts";
import styles from "./settlement.module.css";
import { dayLinesQuery } from "./settlement.queries.ts";

type Line = DailyReconciliationLines["items"][number];

interface DayLinesDrawerProps {
  day: string;
  merchant: { id: string; name: string };
  onClose: () => void;
}

/** The redemptions behind one merchant's day, and where each of them is settled. */
export function DayLinesDrawer({ day, merchant, onClose }: DayLinesDrawerProps) {
  const { t } = useTranslation("console");
  const lines = useQuery(dayLinesQuery(useOrganisationId(), merchant.id, day));
  return (
    <Drawer open size={900} onClose={onClose} title={`${merchant.name} · ${day}`}>
      <QueryView
        query={lines}
        empty={t("settlement.reconciliation.noLines")}
        isEmpty={({ items }) => items.length === 0}
      >
        {({ items, more }) => (
          <>
            {more && (
              <Alert type="info" showIcon title={t("settlement.reconciliation.more")} style={{ marginBottom: 12 }} />
            )}
            <Lines items={items} />
          </>
        )}
      </QueryView>
    </Drawer>
  );
}

function Lines({ items }: { items: Line[] }) {
  const { t } = useTranslation("console");
  const show = useShow();
  return (
    <Table<Line>
      rowKey="id"
      size="small"
      pagination={{ pageSize: 50, hideOnSinglePage: true }}
      scroll={{ x: 820 }}
      components={reachable}
      dataSource={items}
      columns={[
        { title: t("common.time"), key: "at", width: 90, render: (_, { at }) => show.second(at) },
        {
          title: t("settlement.storeClerk"),
          key: "store",
          render: (_, { store, clerk }) => (
            <div className={styles.lines}>
              {store}
              <small>{clerk}</small>
            </div>
          ),
        },
        { title: t("settlement.voucher"), key: "kind", width: 150, render: (_, one) => `${one.kind} ${one.voucher}` },
        { title: t("settlement.amount"), dataIndex: "amountFen", width: 90, align: "right", render: show.money },
        { title: t("settlement.subsidy"), dataIndex: "offFen", width: 90, align: "right", render: show.money },
        { title: t("settlement.receipt"), key: "receipt", width: 100, render: (_, { receipt }) => receipt ?? "–" },
        {
          title: t("settlement.what"),
          key: "what",
          width: 190,
          render: (_, { undoneAt, returnedFen, offline, statement }) =>
            [
              undoneAt !== null && t("settlement.kind.undo"),
              returnedFen !== null && `${t("settlement.kind.reversal")} ${show.money(returnedFen)}`,
              offline && t("settlement.offline"),
              statement ? t("settlement.onStatement", statement) : t("settlement.onNone"),
            ]
              .filter(Boolean)
              .join(" · "),
        },
      ]}
    />
  );
}

import { Table } from "antd";
import { useTranslation } from "react-i18next";
import type { Statement } from "../../../shared/api-types/index.ts";
import { useShow } from "../../shared/use-show.ts";
import styles from "./settlement.module.css";

const groups = ["stores", "kinds", "sources"] as const;
type Subtotal = Statement["subtotals"]["stores"][number];

/** The same money by store, by kind of voucher and by whose money it is. */
export function StatementSubtotals({ statement: { subtotals } }: { statement: Statement }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const money = { width: 110, align: "right" as const, render: (fen: number) => show.money(fen) };
  return (
    <div className={styles.two}>
      {groups.map((group) => (
        <Table<Subtotal>
          key={group}
          rowKey="id"
          size="small"
          pagination={false}
          dataSource={subtotals[group]}
          columns={[
            { title: t(`settlement.by.${group}`), dataIndex: "name" },
            { title: t("settlement.lines"), dataIndex: "lines", width: 70, align: "right" },
            { title: t("settlement.amount"), dataIndex: "amountFen", ...money },
            { title: t("settlement.subsidy"), dataIndex: "offFen", ...money },
          ]}
        />
      ))}
    </div>
  );
}

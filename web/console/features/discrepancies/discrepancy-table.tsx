import { Button, Table } from "antd";
import i18next from "i18next";
import { useTranslation } from "react-i18next";
import type { Discrepancy } from "../../../shared/api-types/index.ts";
import { ToneTag } from "../../shared/tone-tag.tsx";
import { useShow } from "../../shared/use-show.ts";
import styles from "./discrepancies.module.css";
import type { discrepancies } from "./zh-CN.ts";

interface DiscrepancyTableProps {
  items: Discrepancy[];
  onHandle: (one: Discrepancy) => void;
}

/** Where, who, how much, what went wrong, and what was settled. */
export function DiscrepancyTable({ items, onHandle }: DiscrepancyTableProps) {
  const { t } = useTranslation("console");
  return (
    <Table<Discrepancy>
      rowKey="id"
      size="small"
      pagination={false}
      scroll={{ x: 760 }}
      dataSource={items}
      columns={[
        { title: t("discrepancies.store"), key: "store", width: 200, render: (_, one) => <Where one={one} /> },
        { title: t("discrepancies.times"), key: "times", width: 150, render: (_, one) => <When one={one} /> },
        {
          title: t("discrepancies.amount"),
          key: "amount",
          width: 100,
          align: "right",
          render: (_, { amountFen }) => <Amount fen={amountFen} />,
        },
        { title: t("discrepancies.whatHappened"), key: "outcome", render: (_, one) => <What one={one} /> },
        {
          title: t("discrepancies.handling"),
          key: "handling",
          width: 180,
          render: (_, one) =>
            one.can.handle ? (
              <Button size="small" onClick={() => onHandle(one)}>
                {t("discrepancies.handle")}
              </Button>
            ) : (
              <Settled one={one} />
            ),
        },
      ]}
    />
  );
}

const Where = ({ one: { merchant, store, till, clerk } }: { one: Discrepancy }) => (
  <div className={styles.lines}>
    {store.includes(merchant) ? store : `${merchant} · ${store}`}
    <small>{clerk === null ? till : `${clerk} · ${till}`}</small>
  </div>
);

function When({ one: { acceptedAt, syncedAt } }: { one: Discrepancy }) {
  const { t } = useTranslation("console");
  const show = useShow();
  return (
    <div className={styles.lines}>
      {show.dayTime(acceptedAt)}
      <small>{t("discrepancies.sentAt", { at: show.dayTime(syncedAt) })}</small>
    </div>
  );
}

const Amount = ({ fen }: { fen: number }) => useShow().money(fen);

function What({ one: { outcome, problem } }: { one: Discrepancy }) {
  const { t } = useTranslation("console");
  return (
    <div className={styles.lines}>
      <ToneTag tone={outcome === "double" ? "bad" : "waiting"}>{t(`discrepancies.outcome.${outcome}`)}</ToneTag>{" "}
      {t(`discrepancies.why.${whyOf(problem)}`)}
    </div>
  );
}

function Settled({ one: { handled } }: { one: Discrepancy }) {
  const { t } = useTranslation("console");
  const show = useShow();
  if (handled === null) return t("discrepancies.notHandled");
  return (
    <div className={styles.lines}>
      {handled.note}
      {handled.borneFen !== null && (
        <small>{t("discrepancies.bornePaid", { money: show.money(handled.borneFen) })}</small>
      )}
      <small>
        {handled.by} · {show.dayTime(handled.at)}
      </small>
    </div>
  );
}

type Why = keyof typeof discrepancies.why;

/** The reason in words for the union, after the fact: problem texts tell a clerk what to do at the till. */
function whyOf(problem: string): Why {
  const name = problem.slice(problem.indexOf(".") + 1);
  return i18next.exists(`console:discrepancies.why.${name}`) ? (name as Why) : "other";
}

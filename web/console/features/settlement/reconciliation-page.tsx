import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { Table } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DailyReconciliation } from "../../../shared/api-types/index.ts";
import { serverClock } from "../../../shared/clock.ts";
import { DayRange } from "../../shared/day-range.tsx";
import { useOrganisationId } from "../../shared/organisations.ts";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { reachable } from "../../shared/reachable-table.tsx";
import { useSetSearch } from "../../shared/use-set-search.ts";
import { useShow } from "../../shared/use-show.ts";
import { DayLinesDrawer } from "./day-lines.tsx";
import styles from "./settlement.module.css";
import { reconciliationQuery } from "./settlement.queries.ts";

type Day = DailyReconciliation["items"][number];
type Merchant = Day["merchants"][number];

/** Tills, books and differences beside each other, day by day: green or red, in words too. */
export function ReconciliationPage() {
  const { t } = useTranslation("console");
  const organisation = useOrganisationId();
  const setSearch = useSetSearch();
  const { from, to } = useSearch({ from: "/inside/reconciliation" });
  const today = dayjs(serverClock.now());
  const day = (value: string | undefined, usual: Dayjs) => value ?? usual.format("YYYY-MM-DD");
  const shown = { fromDay: day(from, today.subtract(13, "day")), toDay: day(to, today) };
  const reconciliation = useQuery(reconciliationQuery(organisation, shown));
  return (
    <Page title={t("settlement.reconciliation.title")} about={t("settlement.reconciliation.about")}>
      <DayRange from={shown.fromDay} to={shown.toDay} onChange={(days) => setSearch(days, { replace: true })} />
      <QueryView
        query={reconciliation}
        empty={t("settlement.reconciliation.empty")}
        isEmpty={({ items }) => items.length === 0}
      >
        {({ items }) => <Days items={items} />}
      </QueryView>
    </Page>
  );
}

function Days({ items }: { items: Day[] }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const money = { width: 130, align: "right" as const, render: (fen: number) => show.money(fen) };
  return (
    <Table<Day>
      rowKey="day"
      size="small"
      pagination={false}
      scroll={{ x: 760 }}
      components={reachable}
      dataSource={items}
      expandable={{
        defaultExpandedRowKeys: items.slice(0, 1).map(({ day }) => day),
        expandedRowRender: (day) => <Merchants day={day} />,
      }}
      columns={[
        { title: t("settlement.reconciliation.day"), dataIndex: "day", width: 140 },
        { title: t("settlement.reconciliation.net"), dataIndex: "netFen", ...money },
        { title: t("settlement.reconciliation.booked"), dataIndex: "bookedFen", ...money },
        {
          title: t("common.status"),
          key: "ok",
          render: (_, { ok, faults, merchants }) => (
            <Verdict ok={ok} faults={[...faults, ...merchants.flatMap((one) => one.faults)]} />
          ),
        },
      ]}
    />
  );
}

function Verdict({ ok, faults }: { ok: boolean; faults: readonly Merchant["faults"][number][] }) {
  const { t } = useTranslation("console");
  if (ok) return <span className={styles.good}>✓ {t("settlement.reconciliation.ok")}</span>;
  const words = [...new Set(faults)].map((fault) => t(`settlement.reconciliation.fault.${fault}`));
  return <span className={styles.fault}>✗ {words.join(" · ")}</span>;
}

function Merchants({ day }: { day: Day }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const [open, setOpen] = useState<Merchant>();
  const counted = (count: number, fen: number) => (count === 0 ? "–" : `${count} · ${show.money(fen)}`);
  return (
    <>
      <Table<Merchant>
        rowKey={({ merchant }) => merchant.id}
        size="small"
        pagination={false}
        scroll={{ x: 1060 }}
        components={reachable}
        dataSource={day.merchants}
        columns={[
          {
            title: t("merchants.merchant"),
            key: "merchant",
            render: (_, one) => (
              <button type="button" className={styles.link} onClick={() => setOpen(one)}>
                {one.merchant.name}
              </button>
            ),
          },
          {
            title: t("settlement.reconciliation.redeemed"),
            key: "redeemed",
            width: 130,
            render: (_, one) => counted(one.redeemed, one.offFen),
          },
          {
            title: t("settlement.reconciliation.undone"),
            key: "undone",
            width: 110,
            render: (_, one) => counted(one.undone, one.undoneFen),
          },
          {
            title: t("settlement.reconciliation.returned"),
            key: "returned",
            width: 110,
            render: (_, one) => counted(one.returned, one.returnedFen),
          },
          { title: t("settlement.reconciliation.offline"), dataIndex: "offline", width: 90, align: "right" },
          {
            title: t("settlement.reconciliation.differences"),
            key: "differences",
            width: 130,
            render: (_, { differences, differencesOpen }) =>
              differences === 0
                ? "–"
                : t("settlement.reconciliation.differencesOf", { count: differences, open: differencesOpen }),
          },
          {
            title: t("settlement.reconciliation.shifts"),
            key: "shifts",
            width: 130,
            render: (_, { shifts: { open, closed, slips } }) =>
              open + closed === 0 ? "–" : t("settlement.reconciliation.shiftsOf", { open, closed, slips }),
          },
          {
            title: t("settlement.reconciliation.net"),
            dataIndex: "netFen",
            width: 110,
            align: "right",
            render: show.money,
          },
          {
            title: t("common.status"),
            key: "state",
            width: 150,
            render: (_, { faults }) => <Verdict ok={faults.length === 0} faults={faults} />,
          },
        ]}
      />
      {open && <DayLinesDrawer day={day.day} merchant={open.merchant} onClose={() => setOpen(undefined)} />}
    </>
  );
}

import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { Table } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ValueLedger } from "../../../shared/api-types/index.ts";
import { serverClock } from "../../../shared/clock.ts";
import { DayRange } from "../../shared/day-range.tsx";
import { useOrganisationId } from "../../shared/organisations.ts";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { reachable } from "../../shared/reachable-table.tsx";
import { useSetSearch } from "../../shared/use-set-search.ts";
import { useShow } from "../../shared/use-show.ts";
import { EntriesDrawer } from "./entries-drawer.tsx";
import styles from "./funds.module.css";
import { type Figure, ledgerQuery } from "./ledger.queries.ts";

type Source = ValueLedger["items"][number];
type Account = Source["accounts"][number];

const shownAccounts = [
  "granted",
  "budget",
  "set_aside",
  "held",
  "issued",
  "redeemed",
  "paid",
  "lapsed",
  "returned",
  "compensated",
] as const;

/** Where the money went: what is on each account of each source, by budget item; every figure leads to its entries. */
export function LedgerPage() {
  const { t } = useTranslation("console");
  const organisation = useOrganisationId();
  const setSearch = useSetSearch();
  const { from, to } = useSearch({ from: "/inside/ledger" });
  const today = dayjs(serverClock.now());
  const day = (value: string | undefined, usual: Dayjs) => value ?? usual.format("YYYY-MM-DD");
  const shown = { fromDay: day(from, today.startOf("year")), toDay: day(to, today) };
  const ledger = useQuery(ledgerQuery(organisation, shown));
  const [figure, setFigure] = useState<Figure>();
  const open = (source: Source, account: Account["account"]) =>
    setFigure({ ...shown, fundSourceId: source.id, account });
  return (
    <Page title={t("funds.ledger")} about={t("funds.ledgerAbout")} back={<Link to="/funds">{t("funds.title")}</Link>}>
      <DayRange from={shown.fromDay} to={shown.toDay} onChange={(days) => setSearch(days, { replace: true })} />
      <QueryView query={ledger} empty={t("funds.empty")} isEmpty={({ items }) => items.length === 0}>
        {({ items }) => <Items items={items} onOpen={open} />}
      </QueryView>
      {figure && <EntriesDrawer figure={figure} onClose={() => setFigure(undefined)} />}
    </Page>
  );
}

interface ItemsProps {
  items: Source[];
  onOpen: (source: Source, account: Account["account"]) => void;
}

function Items({ items, onOpen }: ItemsProps) {
  const { t } = useTranslation("console");
  const groups = [...new Set(items.map((one) => one.budgetItem))].sort();
  return groups.map((group) => {
    const own = items.filter((one) => one.budgetItem === group);
    return (
      <section key={group} className={styles.group}>
        <h2>{group === "" ? t("funds.noItem") : group}</h2>
        <Table<Source>
          rowKey="id"
          size="small"
          pagination={false}
          scroll={{ x: 150 + shownAccounts.length * 108 }}
          components={reachable}
          dataSource={own}
          columns={[
            {
              title: t("common.name"),
              key: "name",
              width: 150,
              fixed: "left",
              render: (_, { name, year, organisation }) => (
                <div className={styles.lines}>
                  {name}
                  <small>
                    {organisation.name} · {year}
                  </small>
                </div>
              ),
            },
            ...shownAccounts.map((account) => ({
              title: t(`funds.accounts.${account}`),
              key: account,
              width: 108,
              align: "right" as const,
              render: (_: unknown, source: Source) => (
                <FigureButton source={source} account={account} onOpen={() => onOpen(source, account)} />
              ),
            })),
          ]}
          summary={() => <Sums items={own} />}
        />
      </section>
    );
  });
}

const amountOf = (source: Source, account: Account["account"]) => {
  const found = source.accounts.find((one) => one.account === account);
  // What was approved leaves the account that it comes from: shown as what it is, an amount.
  return account === "granted" ? -(found?.closingFen ?? 0) : (found?.closingFen ?? 0);
};

function FigureButton({
  source,
  account,
  onOpen,
}: {
  source: Source;
  account: Account["account"];
  onOpen: () => void;
}) {
  const { t } = useTranslation("console");
  const show = useShow();
  const label = `${source.name} ${t(`funds.accounts.${account}`)} ${show.money(amountOf(source, account))}`;
  return (
    <button type="button" className={styles.figure} aria-label={label} onClick={onOpen}>
      {show.money(amountOf(source, account))}
    </button>
  );
}

function Sums({ items }: { items: Source[] }) {
  const { t } = useTranslation("console");
  const show = useShow();
  return (
    <Table.Summary.Row>
      <Table.Summary.Cell index={0}>{t("funds.sum")}</Table.Summary.Cell>
      {shownAccounts.map((account, index) => (
        <Table.Summary.Cell key={account} index={index + 1} align="right">
          <strong className={styles.sum}>
            {show.money(items.reduce((sum, one) => sum + amountOf(one, account), 0))}
          </strong>
        </Table.Summary.Cell>
      ))}
    </Table.Summary.Row>
  );
}

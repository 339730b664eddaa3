import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { Fragment, useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { Statement, StatementLine } from "../../../shared/api-types/index.ts";
import { QueryView } from "../../shared/query-view.tsx";
import { useShow } from "../../shared/use-show.ts";
import { AccountShown } from "./account-shown.tsx";
import styles from "./settlement.module.css";
import { linesQuery, statementQuery } from "./settlement.queries.ts";

/** One statement as a sheet of paper (A4): every line, sums, capitals, places to sign. */
export function StatementPrintPage() {
  const { t } = useTranslation("console");
  const { statementId } = useParams({ from: "/statements/$statementId/print" });
  const statement = useQuery(statementQuery(statementId));
  const lines = useInfiniteQuery(linesQuery(statementId, 1000));
  const { hasNextPage, fetchNextPage, isFetchingNextPage } = lines;
  // A paper has no "more": every page is fetched before anything is printed.
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const items = lines.data?.pages.flatMap((page) => page.items) ?? [];
  const ready = lines.isSuccess && !hasNextPage;
  return (
    <main>
      <div className={styles.toolbar}>
        <Button type="primary" disabled={!ready} onClick={() => window.print()}>
          {t("settlement.print")}
        </Button>
      </div>
      <QueryView query={statement}>{(found) => <Paper statement={found} lines={items} />}</QueryView>
    </main>
  );
}

function Paper({ statement, lines }: { statement: Statement; lines: StatementLine[] }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const { payee, number, union, fromDay, toDay, capitals, totalFen, amountFen, digest, accountChange } = statement;
  const pairs = [
    [t("settlement.number"), number],
    [t("settlement.period"), t("settlement.days", { from: fromDay, to: toDay })],
    [t("settlement.payer"), union],
    [t("settlement.campaigns"), [...new Set(lines.map((line) => line.campaign.title))].join("、")],
    [t("settlement.legalName"), payee.legalName],
    [t("settlement.creditCode"), payee.creditCode ?? ""],
    [t("settlement.contract"), payee.contractNumber ?? ""],
    [
      t("settlement.bank"),
      <Fragment key="bank">
        {payee.bank} <AccountShown statement={statement} />
      </Fragment>,
    ],
    [t("settlement.total"), show.exact(totalFen)],
    [t("settlement.capitals"), capitals],
  ];
  return (
    <article className={styles.paper}>
      <h1>{t("settlement.paperTitle")}</h1>
      <table>
        <tbody>
          {pairs.map(([label, value]) => (
            <tr key={String(label)}>
              <th scope="row">{label}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {accountChange && <p>{t("settlement.accountChanged", accountChange)}</p>}
      <h2>{t("settlement.lines")}</h2>
      <Lines lines={lines} amountFen={amountFen} totalFen={totalFen} />
      <Signatures statement={statement} />
      {digest && (
        <p>
          {t("settlement.digest")} <span className={styles.hash}>{digest}</span>
        </p>
      )}
    </article>
  );
}

function Lines({ lines, amountFen, totalFen }: { lines: StatementLine[]; amountFen: number; totalFen: number }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const columns = ["position", "time", "storeClerk", "voucher", "amount", "subsidy", "receipt", "what"] as const;
  return (
    <table>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column === "time" ? t("common.time") : t(`settlement.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.id}>
            <td className={styles.figure}>{line.position}</td>
            <td>{show.stamp(line.at)}</td>
            <td>{`${line.store.name} ${line.clerk}`}</td>
            <td>{`${line.kindTitle} ${line.voucher}`}</td>
            <td className={styles.figure}>{show.exact(line.amountFen)}</td>
            <td className={styles.figure}>{show.exact(line.offFen)}</td>
            <td>{line.receipt ?? ""}</td>
            <td>
              {[t(`settlement.kind.${line.kind}`), line.corrects && t("settlement.corrects", line.corrects), line.note]
                .filter(Boolean)
                .join(" ")}
            </td>
          </tr>
        ))}
        <tr>
          <th colSpan={4} scope="row">
            {t("settlement.sum")}
          </th>
          <td className={styles.figure}>{show.exact(amountFen)}</td>
          <td className={styles.figure}>{show.exact(totalFen)}</td>
          <td colSpan={2} />
        </tr>
      </tbody>
    </table>
  );
}

const signers = ["confirmed", "sent", "reviewed", "approved", "paid"] as const;

function Signatures({ statement: { history, revision, invoice, payment, confirmed } }: { statement: Statement }) {
  const { t } = useTranslation("console");
  const by = (step: (typeof signers)[number]) =>
    step === "confirmed"
      ? confirmed?.by
      : history.findLast((one) => one.step === step && one.revision === revision)?.by;
  const line = "______________";
  return (
    <>
      <p>
        {t("settlement.invoice")}:{invoice ? `${invoice.number}(${invoice.on})` : line} {t("settlement.payment")}:
        {payment ? `${payment.paidOn} ${payment.bankReference}` : line}
      </p>
      <div className={styles.sign}>
        {signers.map((step) => (
          <span key={step}>
            {t(`settlement.sign.${step}`)}:{by(step) ?? line}
          </span>
        ))}
        <span>
          {t("settlement.signDate")}:{line}
        </span>
      </div>
    </>
  );
}

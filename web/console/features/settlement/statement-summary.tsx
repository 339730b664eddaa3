import { Descriptions } from "antd";
import { useTranslation } from "react-i18next";
import type { Statement } from "../../../shared/api-types/index.ts";
import { useShow } from "../../shared/use-show.ts";
import { AccountShown } from "./account-shown.tsx";
import styles from "./settlement.module.css";

/** What finance reads first: how much, to whom, into which account, on which paper. */
export function StatementSummary({ statement }: { statement: Statement }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const { payee, invoice, payment, confirmed, totalFen, amountFen, capitals } = statement;
  const missing = <span className={styles.fault}>{t("settlement.missing")}</span>;
  const items = [
    { label: t("settlement.total"), children: <strong>{show.money(totalFen)}</strong> },
    { label: t("settlement.capitals"), children: <span className={styles.capitals}>{capitals}</span> },
    { label: t("settlement.amount"), children: show.money(amountFen) },
    { label: t("settlement.legalName"), children: payee.legalName },
    { label: t("settlement.creditCode"), children: payee.creditCode ?? missing },
    { label: t("settlement.contract"), children: payee.contractNumber ?? missing },
    { label: t("settlement.bank"), children: payee.bank ?? missing },
    { label: t("settlement.account"), children: payee.account ? <AccountShown statement={statement} /> : missing },
    { label: t("settlement.accountName"), children: payee.accountName ?? "–" },
    {
      label: t("settlement.invoice"),
      children: invoice ? `${invoice.number} · ${invoice.on}` : t("settlement.noInvoice"),
    },
    {
      label: t("settlement.confirmed"),
      children: confirmed ? `${confirmed.by} · ${show.dayTime(confirmed.at)}` : t("settlement.notConfirmed"),
    },
    {
      label: t("settlement.payment"),
      children: payment ? `${payment.paidOn} · ${payment.bankReference}` : t("settlement.notPaid"),
    },
  ];
  return (
    <Descriptions
      bordered
      size="small"
      column={{ xs: 1, sm: 1, md: 2, lg: 3 }}
      items={items.map((item, key) => ({ ...item, key }))}
    />
  );
}

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { formatMoney } from "../../../shared/format.ts";
import { Trouble } from "../../../shared/hand/trouble.tsx";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { statementsQuery } from "./statement.queries.ts";
import { StatementView } from "./statement-view.tsx";
import styles from "./statements.module.css";

/** What the union has settled with this merchant, and what waits for the merchant's word. */
export function StatementsPage() {
  const { t } = useTranslation(["partner", "shared"]);
  const language = useLanguage();
  const statements = useQuery(statementsQuery);
  const [open, setOpen] = useState<string>();
  if (open !== undefined) return <StatementView statementId={open} onBack={() => setOpen(undefined)} />;
  const items = statements.data?.items ?? [];
  return (
    <section>
      <h1 className={styles.title}>{t("partner:statements.title")}</h1>
      {statements.isPending && <p>{t("shared:loading")}</p>}
      {statements.isError && <Trouble error={statements.error} onRetry={() => void statements.refetch()} />}
      {statements.isSuccess && items.length === 0 && <p className={styles.empty}>{t("partner:statements.empty")}</p>}
      <ul className={styles.list}>
        {items.map((one) => (
          <li key={one.id}>
            <button type="button" onClick={() => setOpen(one.id)}>
              <span>
                <strong>{t("partner:statements.days", { from: one.fromDay, to: one.toDay })}</strong>
                <small>
                  {one.number} · {t(`partner:statements.state.${one.state}`)}
                </small>
              </span>
              <strong>{formatMoney(language, one.totalFen)}</strong>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Redemption } from "../../../shared/api-types/index.ts";
import { serverClock } from "../../../shared/clock.ts";
import { formatMoney, formatTime } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { tillQuery, todayQuery } from "../../shared/till.queries.ts";
import { Trouble } from "../../shared/trouble.tsx";
import styles from "./today.module.css";
import { Undo } from "./undo.tsx";

/** What was taken today at this store, and taking one back while that is possible. */
export function TodayPage() {
  const { t } = useTranslation(["partner", "shared"]);
  const language = useLanguage();
  const today = useQuery({ ...todayQuery, refetchInterval: 30_000 });
  const clerks = useQuery(tillQuery).data?.clerks ?? [];
  const [undoing, setUndoing] = useState<Redemption>();
  if (today.isError && !today.data) return <Trouble error={today.error} onRetry={() => void today.refetch()} />;
  if (!today.data) return <p>{t("shared:loading")}</p>;
  if (undoing) return <Undo redemption={undoing} clerks={clerks} onDone={() => setUndoing(undefined)} />;
  const { items, totals } = today.data;
  const money = (fen: number) => formatMoney(language, fen);
  return (
    <section>
      <h1 className={styles.title}>{t("partner:today.title")}</h1>
      <p className={styles.totals}>
        {t("partner:today.totals", { count: totals.count, amount: money(totals.amountFen), off: money(totals.offFen) })}
      </p>
      {items.length === 0 && <p className={styles.empty}>{t("partner:today.empty")}</p>}
      <ul className={styles.list}>
        {items.map((one) => (
          <li key={one.id} className={one.undoneAt ? styles.undone : ""}>
            <div>
              <strong>{one.title}</strong>
              <small>
                {formatTime(language, one.at)} · {one.clerk.name}
                {one.offline && ` · ${t("partner:today.offline")}`}
                {one.undoneAt && ` · ${t("partner:today.undone")}`}
              </small>
            </div>
            <div className={styles.money}>
              <strong>{money(one.amountFen)}</strong>
              <small>−{money(one.offFen)}</small>
            </div>
            {!one.undoneAt && Date.parse(one.undoUntil) > serverClock.now() && (
              <button type="button" onClick={() => setUndoing(one)}>
                {t("partner:today.undo")}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

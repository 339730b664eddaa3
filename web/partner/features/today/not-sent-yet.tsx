import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { formatMoney, formatTime } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { isWaiting } from "../../shared/offline/judge-offline.ts";
import { useAccepted } from "../../shared/offline/use-offline.ts";
import { tillQuery } from "../../shared/till.queries.ts";
import styles from "./today.module.css";

/** What this till accepted without network and has not sent yet. */
export function NotSentYet() {
  const { t } = useTranslation("partner");
  const language = useLanguage();
  const clerks = useQuery(tillQuery).data?.clerks ?? [];
  const waiting = (useAccepted().data ?? []).filter(isWaiting);
  if (waiting.length === 0) return null;
  const nameOf = (clerkId: string) => clerks.find(({ id }) => id === clerkId)?.name ?? "";
  return (
    <section className={styles.waiting}>
      <h2>{t("today.waitingTitle")}</h2>
      <ul className={styles.list}>
        {waiting.map((one) => (
          <li key={one.localId}>
            <div>
              <strong>{one.title}</strong>
              <small>
                {formatTime(language, one.acceptedAt)} · {nameOf(one.clerkId)} · {t("today.waiting")}
              </small>
            </div>
            <div className={styles.money}>
              <strong>{formatMoney(language, one.amountFen)}</strong>
              <small>−{formatMoney(language, one.offFen)}</small>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

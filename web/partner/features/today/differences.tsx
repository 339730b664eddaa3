import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { formatDayTime, formatMoney } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { discrepanciesQuery } from "../../shared/till.queries.ts";
import styles from "./today.module.css";

/** What the merchant's tills accepted without network and the server could not redeem: the same that the union sees. */
export function Differences() {
  const { t } = useTranslation("partner");
  const language = useLanguage();
  const items = useQuery(discrepanciesQuery).data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section className={styles.bad}>
      <h2>{t("today.badTitle")}</h2>
      <p>{t("today.badAbout")}</p>
      <ul className={styles.list}>
        {items.map((one) => (
          <li key={one.id}>
            <div>
              <strong>{t(one.outcome === "double" ? "today.double" : "today.refused")}</strong>
              <small>
                {formatDayTime(language, one.acceptedAt)} · {one.store}
              </small>
            </div>
            <div className={styles.money}>
              <strong>{formatMoney(language, one.amountFen)}</strong>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

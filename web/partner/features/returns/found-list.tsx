import { useTranslation } from "react-i18next";
import type { FoundRedemption } from "../../../shared/api-types/index.ts";
import { formatDayTime, formatMoney } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import styles from "./returns.module.css";

interface FoundListProps {
  items: readonly FoundRedemption[];
  onChosen: (redemption: FoundRedemption) => void;
}

/** What was found; what is settled says so and cannot be chosen. */
export function FoundList({ items, onChosen }: FoundListProps) {
  const { t } = useTranslation("partner");
  const language = useLanguage();
  if (items.length === 0) return <p className={styles.empty}>{t("returns.nothing")}</p>;
  return (
    <ul className={styles.list} aria-label={t("returns.found")}>
      {items.map((one) => (
        <li key={one.id}>
          <button type="button" disabled={one.reversal !== null || one.leftFen === 0} onClick={() => onChosen(one)}>
            <span>
              <strong>{one.title}</strong>
              <small>
                {formatDayTime(language, one.at)} · {one.store.name} · {one.member}
                {one.receipt !== null && ` · ${one.receipt}`}
              </small>
              {one.reversal !== null && (
                <small className={styles.settled}>{t(`returns.was.${one.reversal.outcome}`)}</small>
              )}
            </span>
            <span className={styles.money}>
              <strong>{formatMoney(language, one.amountFen)}</strong>
              <small>−{formatMoney(language, one.offFen)}</small>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { StatementLine as Line } from "../../../shared/api-types/index.ts";
import { formatDayTime, formatMoney } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import styles from "./statements.module.css";

interface StatementLineProps {
  line: Line;
  objection: string | undefined;
  /** Missing once the merchant has given its word. */
  onObject?: (reason: string | undefined) => void;
}

/** One amount, and what the merchant has against it. */
export function StatementLine({ line, objection, onObject }: StatementLineProps) {
  const { t } = useTranslation("partner");
  const language = useLanguage();
  const id = useId();
  const { position, kind, at, store, clerk, kindTitle, amountFen, offFen, receipt, corrects } = line;
  return (
    <li>
      <div className={styles.row}>
        <div>
          <strong>
            {position}. {kindTitle}
          </strong>
          <small>
            {formatDayTime(language, at)} · {store.name} · {clerk}
          </small>
          <small>
            {[t(`statements.kind.${kind}`), corrects && t("statements.corrects", corrects), receipt]
              .filter(Boolean)
              .join(" · ")}
          </small>
        </div>
        <div className={styles.money}>
          <strong>{formatMoney(language, offFen)}</strong>
          <small>{formatMoney(language, amountFen)}</small>
        </div>
      </div>
      {onObject && objection === undefined && (
        <button type="button" className={styles.object} onClick={() => onObject("")}>
          {t("statements.object")}
        </button>
      )}
      {onObject && objection !== undefined && (
        <div className={styles.reason}>
          <label htmlFor={id}>{t("statements.reason", { position })}</label>
          <textarea
            id={id}
            rows={2}
            maxLength={300}
            value={objection}
            onChange={({ target }) => onObject(target.value)}
          />
          <button type="button" className={styles.object} onClick={() => onObject(undefined)}>
            {t("statements.noObjection")}
          </button>
        </div>
      )}
    </li>
  );
}

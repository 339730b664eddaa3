import type { CSSProperties } from "react";
import { useTranslation } from "react-i18next";
import type { ReleaseCard } from "../../../shared/api-types/index.ts";
import { formatNumber, formatSecond } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import styles from "./stock-bar.module.css";

/** How much is left, and as of when; the words below say it, so the bar itself is silent. */
export function StockBar({ release }: { release: ReleaseCard }) {
  const { t } = useTranslation("member");
  const language = useLanguage();
  const share = release.capacity === 0 ? 0 : (release.left / release.capacity) * 100;
  const width: CSSProperties = { width: `${share}%` };
  return (
    <div>
      <div className={styles.bar} aria-hidden="true">
        <div className={styles.left} style={width} />
      </div>
      <p className={styles.words}>
        <span>
          {t("release.left", {
            left: formatNumber(language, release.left),
            capacity: formatNumber(language, release.capacity),
          })}
        </span>
        <span>{t("release.asOf", { time: formatSecond(language, release.asOf) })}</span>
      </p>
    </div>
  );
}

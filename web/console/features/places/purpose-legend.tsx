import { useTranslation } from "react-i18next";
import styles from "./calendar.module.css";
import { purposes } from "./purposes.ts";

/** What the colours mean, and how a time is marked. */
export function PurposeLegend({ drawing }: { drawing: boolean }) {
  const { t } = useTranslation("console");
  return (
    <div className={styles.legend}>
      {purposes.map((one) => (
        <span key={one} className={`${styles.sample} ${styles[one]}`}>
          {t(`places.purpose.${one}`)}
        </span>
      ))}
      <span className={`${styles.sample} ${styles.requested}`}>{t("places.states.requested")}</span>
      <span className={`${styles.sample} ${styles.hidden}`}>{t("places.taken")}</span>
      <span className={`${styles.sample} ${styles.cleaningSample}`}>{t("places.cleaning")}</span>
      {drawing && <small>{t("places.drawHint")}</small>}
    </div>
  );
}

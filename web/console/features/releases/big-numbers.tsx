import { useTranslation } from "react-i18next";
import type { Monitor, MonitorSample } from "../../../shared/api-types/index.ts";
import { useShow } from "../../shared/use-show.ts";
import { newestLatency, recentRate, refusedIn } from "./monitor.rules.ts";
import styles from "./releases.module.css";

interface BigNumbersProps {
  monitor: Monitor;
  series: readonly MonitorSample[];
}

/** The figures that people ask for from the door. */
export function BigNumbers({ monitor, series }: BigNumbersProps) {
  const { t } = useTranslation("console");
  const { number } = useShow();
  const { left, capacity, taken, entries, redeemed } = monitor;
  const { p50Ms, p99Ms } = newestLatency(series);
  const ms = (value: number | null) => (value === null ? "–" : number(Math.round(value)));
  const figures = [
    { key: "requests", value: number(recentRate(series, ({ requests }) => requests)), unit: t("releases.perSecond") },
    { key: "granted", value: number(recentRate(series, ({ granted }) => granted)), unit: t("releases.perSecond") },
    { key: "refused", value: number(recentRate(series, refusedIn)), unit: t("releases.perSecond") },
    { key: "p50", value: ms(p50Ms), unit: t("releases.ms") },
    { key: "entries", value: number(entries), unit: "" },
    { key: "taken", value: number(taken), unit: "" },
    { key: "redeemed", value: number(redeemed), unit: "" },
    { key: "p99", value: ms(p99Ms), unit: t("releases.ms") },
  ] as const;
  const share = capacity === 0 ? 0 : Math.round((left / capacity) * 100);
  return (
    <div className={styles.numbers}>
      <div className={`${styles.figure} ${styles.stock}`}>
        <span>{t("releases.figure.left")}</span>
        <strong>
          {number(left)} <small>/ {number(capacity)}</small>
        </strong>
        <meter min={0} max={capacity} value={left} aria-label={t("releases.figure.left")}>
          {share}%
        </meter>
      </div>
      {figures.map(({ key, value, unit }) => (
        <div key={key} className={styles.figure}>
          <span>{t(`releases.figure.${key}`)}</span>
          <strong>
            {value} <small>{unit}</small>
          </strong>
        </div>
      ))}
    </div>
  );
}

import { useTranslation } from "react-i18next";
import type { Monitor } from "../../../shared/api-types/index.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { codeText } from "../../../shared/i18n/problem-text.ts";
import { useShow } from "../../shared/use-show.ts";
import { refusalsByCount, withPlaces } from "./monitor.rules.ts";
import styles from "./releases.module.css";

/** Why people were refused, each once with the last reason, most frequent first. */
export function Refusals({ monitor }: { monitor: Monitor }) {
  const { t } = useTranslation("console");
  const language = useLanguage();
  const { number } = useShow();
  const reasons = refusalsByCount(withPlaces(monitor));
  if (reasons.length === 0) return <p className={styles.soft}>{t("releases.noRefusals")}</p>;
  const most = reasons[0]?.count ?? 1;
  const named = (code: string) => {
    const short = shortNames.find((name) => code === name || code === `release.${name}`);
    return short ? t(`releases.refusal.${short}`) : (codeText(language, code, {}) ?? t("releases.refusal.other"));
  };
  return (
    <ul className={styles.reasons}>
      {reasons.map(({ code, count }) => (
        <li key={code}>
          <span>
            {named(code)} <strong>{number(count)}</strong>
          </span>
          <meter min={0} max={most} value={count} aria-label={named(code)} />
        </li>
      ))}
    </ul>
  );
}

const shortNames = [
  "placed_after",
  "sold_out",
  "not_open_yet",
  "not_eligible",
  "already_yours",
  "cap_reached",
  "paused",
  "closed",
  "entry_closed",
  "entry_changed",
  "busy",
] as const;

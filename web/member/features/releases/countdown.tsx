import { useTranslation } from "react-i18next";
import type { ReleaseCard } from "../../../shared/api-types/index.ts";
import { daysApart, formatCountdown, formatDayTime } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import styles from "./countdown.module.css";
import { beginsAt, countdownOf, type Stage } from "./grab-stage.rules.ts";

interface Props {
  release: ReleaseCard;
  stage: Stage;
  now: number;
}

/** The rest of the time by the server's clock; beyond a day the date says more than hours do. */
export function Countdown({ release, stage, now }: Props) {
  const { t } = useTranslation("member");
  const language = useLanguage();
  const countdown = countdownOf(release, stage, now);
  if (countdown === undefined) return null;
  const isFar = daysApart(now, countdown.until) > 1;
  // An end that is hours away is no reason to hurry anybody.
  const isNear = countdown.until - now < 3_600_000;
  if (stage !== "scheduled" && (isFar || (countdown.words === "fromClosing" && !isNear))) return null;
  return (
    <p className={styles.countdown} role="timer">
      <span className={styles.words}>
        {isFar ? t("release.opensAt", { at: "" }).trim() : t(`stage.${countdown.words}`)}
      </span>
      <span className={isFar ? "" : styles.time}>
        {isFar
          ? formatDayTime(language, now < Date.parse(release.opensAt) ? release.opensAt : beginsAt(release, now))
          : formatCountdown(countdown.until - now)}
      </span>
    </p>
  );
}

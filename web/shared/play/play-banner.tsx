import { useTranslation } from "react-i18next";
import { isPlay } from "../space.ts";
import styles from "./play-banner.module.css";

/** Says on every page of the play space that nothing here is real, and leads out of it. Nothing outside. */
export function PlayBanner({ leaveTo }: { leaveTo: string }) {
  const { t } = useTranslation("shared");
  if (!isPlay) return null;
  return (
    <aside className={styles.banner} aria-label={t("play.name")}>
      <strong className={styles.name}>{t("play.name")}</strong>
      <span className={styles.about}>{t("play.banner")}</span>
      <a className={styles.leave} href={leaveTo}>
        {t("play.leave")}
      </a>
    </aside>
  );
}

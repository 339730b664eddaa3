import { useTranslation } from "react-i18next";
import { useNewVersion } from "../../shared/new-version.ts";
import styles from "./version-bar.module.css";

/** A new version waits beside the running one: it comes by itself when nobody is served, or now. What waits to be sent stays. */
export function VersionBar() {
  const { t } = useTranslation("partner");
  const { waits, arrived, renewNow, seen } = useNewVersion();
  if (waits)
    return (
      <div role="status" className={styles.bar}>
        <span>{t("version.waits")}</span>
        <button type="button" onClick={renewNow}>
          {t("version.now")}
        </button>
      </div>
    );
  if (!arrived) return null;
  return (
    <div role="status" className={styles.bar}>
      <span>{t("version.arrived")}</span>
      <button type="button" onClick={seen}>
        {t("version.seen")}
      </button>
    </div>
  );
}

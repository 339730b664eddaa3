import { useTranslation } from "react-i18next";
import type { About } from "../../../shared/member-code/index.ts";
import { Notice, ProblemNotice } from "../../ui/notice.tsx";
import { useOnline } from "../../ui/use-online.ts";
import { useServerNow } from "../../ui/use-server-now.ts";
import styles from "./code.module.css";
import { QrCode } from "./qr-code.tsx";
import { ShortNumber } from "./short-number.tsx";
import { useShownCode } from "./use-shown-code.ts";
import { useWakeLock } from "./use-wake-lock.ts";

interface Props {
  personId: string;
  about: About;
  label: string;
}

/** A code as large as the page allows, with the ring of its renewal, and a number for typing. */
export function ShownCode({ personId, about, label }: Props) {
  const { t } = useTranslation("member");
  const { code, error } = useShownCode(personId, about);
  const online = useOnline();
  const now = useServerNow();
  useWakeLock();
  // The second on the page lags by up to one, so that rounding up would begin above the whole time.
  const left = code && Math.max(0, Math.floor((code.renewAt - now) / 1000));
  return (
    <section className={styles.code}>
      <div className={styles.square}>
        {code ? (
          <QrCode text={code.text} label={label} />
        ) : (
          <p className={styles.making}>{!error && t("code.making")}</p>
        )}
      </div>
      {error !== undefined && (online ? <ProblemNotice error={error} /> : <Notice>{t("code.offlineServer")}</Notice>)}
      {code && left !== undefined && (
        <p className={styles.renewal}>
          <Ring key={code.madeAt} />
          <span>{t("code.renewIn", { seconds: String(left) })}</span>
        </p>
      )}
      {!online && code?.madeBy === "device" && <Notice>{t("code.offline")}</Notice>}
      {/* A ticket has a number of its own. */}
      {about.purpose !== "enter" && <ShortNumber about={about} />}
    </section>
  );
}

function Ring() {
  return (
    <svg className={styles.ring} viewBox="0 0 24 24" aria-hidden="true">
      <circle className={styles.track} cx="12" cy="12" r="10" />
      <circle className={styles.left} cx="12" cy="12" r="10" />
    </svg>
  );
}

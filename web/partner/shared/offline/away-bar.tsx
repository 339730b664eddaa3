import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { serverClock } from "../../../shared/clock.ts";
import { tillQuery } from "../till.queries.ts";
import styles from "./away-bar.module.css";
import { offlineLeft } from "./judge-offline.ts";
import { useAccepted, useKit } from "./use-offline.ts";

/** The server cannot be reached: says so, and what may be accepted all the same. */
export function AwayBar() {
  const { t } = useTranslation("partner");
  const till = useQuery(tillQuery).data;
  const kit = useKit();
  const accepted = useAccepted().data ?? [];
  if (till?.away !== true) return <div role="status" />;
  const now = serverClock.now();
  const kinds = kit && now <= kit.validUntil ? kit.kinds : [];
  const open = kinds.filter((kind) => offlineLeft(kind, accepted, now) > 0);
  const nothing = !till.clerk ? "nobody" : kinds.length > 0 ? "full" : "nothing";
  return (
    <div role="status" className={styles.away}>
      <strong>{t("away.title")}</strong>
      {open.length === 0 || !till.clerk ? (
        <span>{t(`away.${nothing}`)}</span>
      ) : (
        <span>
          {t("away.may")}
          {open.map((kind) => (
            <span key={kind.kindId} className={styles.kind}>
              {t("away.kind", { title: kind.title, count: offlineLeft(kind, accepted, now) })}
            </span>
          ))}
        </span>
      )}
    </div>
  );
}

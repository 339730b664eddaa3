import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { serverClock } from "../../../shared/clock.ts";
import { useShow } from "../../shared/use-show.ts";
import { freshnessOf } from "./monitor.rules.ts";
import styles from "./releases.module.css";
import type { Line } from "./use-live-figures.ts";

interface FreshnessProps {
  serverTime: string;
  line: Line;
}

/** How old the figures are, honestly: live, some seconds old, or cut off; and how they come. */
export function Freshness({ serverTime, line }: FreshnessProps) {
  const { t } = useTranslation("console");
  const show = useShow();
  const [now, setNow] = useState(() => serverClock.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(serverClock.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  const age = Math.max(0, now - Date.parse(serverTime));
  const state = freshnessOf(age);
  const seconds = Math.round(age / 1000);
  return (
    <span className={`${styles.fresh} ${styles[state]}`} role="status">
      {state === "live"
        ? t("releases.live")
        : state === "late"
          ? t("releases.late", { seconds })
          : t("releases.cut", { seconds })}
      {" · "}
      {show.second(serverTime)}
      {line === "silent" && state !== "cut" && ` · ${t("releases.asking")}`}
    </span>
  );
}

import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useScanGun } from "../../../shared/scan/use-scan-gun.ts";
import styles from "./till.module.css";

const slowAfter = 2_500;

/** The server is being asked: what is being done, and after a while that the network is slow. */
export function BusyStep({ at }: { at: "checking" | "sending" }) {
  const { t } = useTranslation("partner");
  const [slow, setSlow] = useState(false);
  // A second scan into this wait is an impatient hand: it must not press anything that comes next.
  useScanGun(true, () => undefined);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), slowAfter);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={styles.busy} role="status">
      <p>{t(`till.${at}`)}</p>
      {slow && <p className={styles.slow}>{t(`till.slow.${at}`)}</p>}
    </div>
  );
}

import { useTranslation } from "react-i18next";
import type { Shift } from "../../../shared/api-types/index.ts";
import { formatDayTime } from "../../../shared/format.ts";
import { Button } from "../../../shared/hand/button.tsx";
import form from "../../../shared/hand/form.module.css";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { Figures } from "./figures.tsx";
import styles from "./shift.module.css";

interface ShiftFiguresProps {
  shift: Shift;
  /** Taken without network and still on this till. */
  waiting?: number;
  /** A clerk went without counting. */
  left?: boolean;
  onClose?: () => void;
}

/** An open shift with its sums so far. */
export function ShiftFigures({ shift, waiting = 0, left = false, onClose }: ShiftFiguresProps) {
  const { t } = useTranslation("partner");
  const since = formatDayTime(useLanguage(), shift.openedAt);
  const { name } = shift.clerk;
  return (
    <section className={styles.card} aria-label={t("shift.of", { name })}>
      <h2>{t("shift.of", { name })}</h2>
      <p className={styles.soft}>{t("shift.since", { since })}</p>
      {left && <p className={form.info}>{t("shift.left", { name })}</p>}
      <Figures figures={shift.figures} />
      {waiting > 0 && <p className={form.info}>{t("shift.waiting", { count: waiting })}</p>}
      {onClose && (
        <Button primary={!left} onClick={onClose}>
          {t("shift.close")}
        </Button>
      )}
    </section>
  );
}

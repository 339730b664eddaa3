import { useTranslation } from "react-i18next";
import type { Shift } from "../../../shared/api-types/index.ts";
import { formatDayTime } from "../../../shared/format.ts";
import { Button } from "../../../shared/hand/button.tsx";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { Figures } from "./figures.tsx";
import { ShareShift } from "./share-shift.tsx";
import styles from "./shift.module.css";

/** A counted shift on one page, to be read, printed and passed on. */
export function ShiftSummary({ shift, onDone }: { shift: Shift; onDone: () => void }) {
  const { t } = useTranslation(["partner", "shared"]);
  const language = useLanguage();
  const { store, till, clerk, openedAt, closedAt, closedBy, takenOverBy, counted, note, figures, cameLater } = shift;
  const at = (instant: string | null) => (instant === null ? "" : formatDayTime(language, instant));
  return (
    <section className={styles.summary} aria-labelledby="shift-summary">
      <h1 id="shift-summary" className={styles.title}>
        {t("partner:shift.summary")}
      </h1>
      <p>
        {store.name} · {till.name}
      </p>
      <p>{t("partner:shift.fromTo", { name: clerk.name, from: at(openedAt), to: at(closedAt) })}</p>
      <Figures figures={figures} />
      {counted && (
        <p className={counted.difference === 0 ? styles.fits : styles.differs}>
          {t("partner:shift.counted", { slips: counted.slips, expected: counted.expected })}
          {counted.difference === 0
            ? ` ✓ ${t("partner:shift.fits")}`
            : ` · ${t(counted.difference > 0 ? "partner:shift.tooMany" : "partner:shift.tooFew", {
                count: Math.abs(counted.difference),
              })}`}
        </p>
      )}
      {counted !== null && counted.notSent > 0 && <p>{t("partner:shift.waiting", { count: counted.notSent })}</p>}
      {cameLater > 0 && <p>{t("partner:shift.cameLater", { count: cameLater })}</p>}
      {note !== null && <p>{t("partner:shift.noteWas", { note })}</p>}
      {closedBy !== null && closedBy !== clerk.name && <p>{t("partner:shift.closedBy", { name: closedBy })}</p>}
      {takenOverBy !== null && <p>{t("partner:shift.takenOver", { name: takenOverBy })}</p>}
      <p className={styles.sign}>{t("partner:shift.signHere")}</p>
      <div className={styles.acts}>
        <Button onClick={() => window.print()}>{t("partner:shift.print")}</Button>
        <ShareShift shift={shift} />
        <Button primary onClick={onDone}>
          {t("partner:shift.done")}
        </Button>
      </div>
    </section>
  );
}

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Shift } from "../../../shared/api-types/index.ts";
import { formatDayTime } from "../../../shared/format.ts";
import { Field } from "../../../shared/hand/field.tsx";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { Figures } from "./figures.tsx";
import styles from "./shift.module.css";
import { shiftsQuery, storeDayQuery } from "./shift.queries.ts";
import { ShiftSummary } from "./shift-summary.tsx";

/** What the store did on a day, and the last shifts; for the manager all stores. */
export function StoreDay() {
  const { t } = useTranslation("partner");
  const language = useLanguage();
  const [on, setOn] = useState("");
  const [open, setOpen] = useState<Shift>();
  const day = useQuery(storeDayQuery(on)).data;
  const shifts = useQuery(shiftsQuery).data?.items.filter(({ closedAt }) => closedAt !== null) ?? [];
  if (open) return <ShiftSummary shift={open} onDone={() => setOpen(undefined)} />;
  if (!day) return null;
  return (
    <>
      <section className={styles.card} aria-label={t("shift.day")}>
        <h2>{t("shift.day")}</h2>
        <Field label={t("shift.on")} type="date" value={on || day.on} onChange={(event) => setOn(event.target.value)} />
        {day.stores.map(({ store, figures, openShifts, closedShifts, differing }) => (
          <div key={store.id}>
            <h3>{store.name}</h3>
            <Figures figures={figures} />
            <p className={differing > 0 ? styles.differs : styles.soft}>
              {t("shift.shifts", { open: openShifts, closed: closedShifts, differing })}
            </p>
          </div>
        ))}
      </section>
      {shifts.length > 0 && (
        <section className={styles.card} aria-label={t("shift.earlier")}>
          <h2>{t("shift.earlier")}</h2>
          <ul className={styles.list}>
            {shifts.map((shift) => (
              <li key={shift.id}>
                <button type="button" onClick={() => setOpen(shift)}>
                  <span>
                    {shift.clerk.name}
                    <small>
                      {shift.store.name} · {formatDayTime(language, shift.closedAt ?? shift.openedAt)}
                    </small>
                  </span>
                  <strong className={shift.counted?.difference === 0 ? styles.fits : styles.differs}>
                    {shift.counted?.difference === 0
                      ? `✓ ${t("shift.fits")}`
                      : t((shift.counted?.difference ?? 0) > 0 ? "shift.tooMany" : "shift.tooFew", {
                          count: Math.abs(shift.counted?.difference ?? 0),
                        })}
                  </strong>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

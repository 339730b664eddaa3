import { useTranslation } from "react-i18next";
import type { HallBooking } from "../../../shared/api-types/index.ts";
import { serverClock } from "../../../shared/clock.ts";
import { weeksOf } from "../../shared/days.ts";
import { useShow } from "../../shared/use-show.ts";
import styles from "./calendar.module.css";
import { lookOf } from "./purposes.ts";
import { useBookingText } from "./use-booking-text.ts";
import { isToday, onDay } from "./week.rules.ts";

interface MonthGridProps {
  /** Any day of the month. */
  month: string;
  bookings: HallBooking[];
  onOpen: (booking: HallBooking) => void;
}

/** A month by the day. */
export function MonthGrid({ month, bookings, onOpen }: MonthGridProps) {
  const { t } = useTranslation("console");
  const show = useShow();
  const text = useBookingText();
  const isOfMonth = (day: string) => day.slice(0, 7) === month.slice(0, 7);
  return (
    <section className={styles.month} aria-label={t("places.views.month")}>
      {weeksOf(month)
        .flat()
        .map((day) => (
          <div key={day} className={isOfMonth(day) ? styles.cell : styles.otherCell}>
            <h3 className={isToday(day, serverClock.now()) ? styles.todayHead : styles.dayHead}>
              {show.day(`${day}T12:00:00+08:00`)}
            </h3>
            {onDay(day, bookings).map((one) => {
              const { title, times, kind } = text(one);
              return (
                <button
                  key={one.id}
                  type="button"
                  className={`${styles.line} ${styles[lookOf(one)]}`}
                  title={`${times} ${kind} ${title}`}
                  onClick={() => onOpen(one)}
                >
                  <span>{times}</span> <strong>{title}</strong> <span>{kind}</span>
                </button>
              );
            })}
          </div>
        ))}
    </section>
  );
}

import { useTranslation } from "react-i18next";
import type { HallBooking } from "../../../shared/api-types/index.ts";
import { useShow } from "../../shared/use-show.ts";
import styles from "./calendar.module.css";
import { lookOf } from "./purposes.ts";
import { useBookingText } from "./use-booking-text.ts";
import { onDay } from "./week.rules.ts";

interface AgendaProps {
  days: string[];
  bookings: HallBooking[];
  onOpen: (booking: HallBooking) => void;
}

/** The calendar of a phone: one day below the other, free days in one line. */
export function Agenda({ days, bookings, onOpen }: AgendaProps) {
  const { t } = useTranslation("console");
  const show = useShow();
  const text = useBookingText();
  return (
    <div className={styles.agenda}>
      {days.map((day) => {
        const own = onDay(day, bookings);
        return (
          <section key={day}>
            <h3 className={styles.agendaDay}>
              {show.day(`${day}T12:00:00+08:00`)}
              {own.length === 0 && <small>{t("places.free")}</small>}
            </h3>
            {own.map((one) => {
              const { title, times, kind } = text(one);
              return (
                <button
                  key={one.id}
                  type="button"
                  className={`${styles.agendaLine} ${styles[lookOf(one)]}`}
                  onClick={() => onOpen(one)}
                >
                  <span>{times}</span>
                  <strong>{title}</strong>
                  <span>{kind}</span>
                </button>
              );
            })}
          </section>
        );
      })}
    </div>
  );
}

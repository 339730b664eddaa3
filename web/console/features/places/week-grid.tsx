import { type PointerEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { HallBooking } from "../../../shared/api-types/index.ts";
import { serverClock } from "../../../shared/clock.ts";
import { useShow } from "../../shared/use-show.ts";
import type { Slot } from "./book-hall.tsx";
import styles from "./calendar.module.css";
import { lookOf } from "./purposes.ts";
import { useBookingText } from "./use-booking-text.ts";
import { draggedTime, type Hours, hoursFor, instantAt, isToday, onDay, partOn } from "./week.rules.ts";

interface WeekGridProps {
  days: string[];
  bookings: HallBooking[];
  onOpen: (booking: HallBooking) => void;
  /** A time was marked by dragging over a day; without it nothing can be marked. */
  onDraw?: (slot: Slot) => void;
}

const hourHeight = 44;

/** A week by the hour: every booking as long as it is, its cleaning time behind it. */
export function WeekGrid({ days, bookings, onOpen, onDraw }: WeekGridProps) {
  const show = useShow();
  const { t } = useTranslation("console");
  const hours = hoursFor(days, bookings);
  const lines = Array.from({ length: hours.last - hours.first }, (_, index) => hours.first + index);
  return (
    <section className={styles.week} aria-label={t("places.views.week")}>
      <div className={styles.hours} aria-hidden="true">
        {lines.map((hour) => (
          <span key={hour} style={{ height: hourHeight }}>
            {String(hour).padStart(2, "0")}:00
          </span>
        ))}
      </div>
      {days.map((day) => (
        <div key={day} className={styles.column}>
          <h3 className={isToday(day, serverClock.now()) ? styles.todayHead : styles.dayHead}>
            {show.day(`${day}T12:00:00+08:00`)}
          </h3>
          <Day {...{ day, hours, onOpen }} bookings={onDay(day, bookings)} {...(onDraw ? { onDraw } : {})} />
        </div>
      ))}
    </section>
  );
}

interface DayProps extends Omit<WeekGridProps, "days"> {
  day: string;
  hours: Hours;
}

function Day({ day, hours, bookings, onOpen, onDraw }: DayProps) {
  const { marked, ...drag } = useDrag(day, hours, onDraw);
  const top = (minutes: number) => Math.max(0, ((minutes - hours.first * 60) / 60) * hourHeight);
  const bottom = (hours.last - hours.first) * hourHeight;
  const box = (from: number, to: number) => ({ top: top(from), height: Math.min(bottom, top(to)) - top(from) });
  return (
    <div
      className={onDraw ? styles.drawable : styles.day}
      style={{ height: bottom, backgroundSize: `100% ${hourHeight}px` }}
      {...drag}
    >
      {bookings.map((one) => {
        const use = partOn(day, one);
        const cleaning = partOn(day, { from: one.to, to: one.freeAt });
        return (
          <div key={one.id}>
            {cleaning && <div className={styles.cleaning} style={box(cleaning.from, cleaning.to)} />}
            {use && <Block booking={one} style={box(use.from, use.to)} onOpen={onOpen} />}
          </div>
        );
      })}
      {marked && <div className={styles.marked} style={box(marked.from, marked.to)} />}
    </div>
  );
}

interface BlockProps {
  booking: HallBooking;
  style: { top: number; height: number };
  onOpen: (booking: HallBooking) => void;
}

function Block({ booking, style, onOpen }: BlockProps) {
  const text = useBookingText();
  const { title, times, kind } = text(booking);
  return (
    <button
      type="button"
      className={`${styles.block} ${styles[lookOf(booking)]}`}
      style={style}
      title={`${times} ${kind} ${title}`}
      onPointerDown={(event) => event.stopPropagation()}
      onClick={() => onOpen(booking)}
    >
      <strong>{title}</strong>
      <span>{kind}</span>
      <span>{times}</span>
    </button>
  );
}

/** Marks a time while the pointer is held down on a day. Fingers scroll instead: for them there is the button. */
function useDrag(day: string, hours: Hours, onDraw: WeekGridProps["onDraw"]) {
  const from = useRef<number>(undefined);
  const [marked, setMarked] = useState<{ from: number; to: number }>();
  if (onDraw === undefined) return { marked: undefined };
  const minuteAt = (event: PointerEvent<HTMLDivElement>) => {
    const y = event.clientY - event.currentTarget.getBoundingClientRect().top;
    return Math.min(hours.last * 60, Math.max(0, hours.first * 60 + (y / hourHeight) * 60));
  };
  const end = () => {
    from.current = undefined;
    setMarked(undefined);
  };
  return {
    marked,
    onPointerDown: (event: PointerEvent<HTMLDivElement>) => {
      if (event.pointerType === "touch" || event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      from.current = minuteAt(event);
      setMarked(draggedTime(from.current, from.current));
    },
    onPointerMove: (event: PointerEvent<HTMLDivElement>) => {
      if (from.current !== undefined) setMarked(draggedTime(from.current, minuteAt(event)));
    },
    onPointerUp: () => {
      if (marked) onDraw({ from: instantAt(day, marked.from), to: instantAt(day, marked.to) });
      end();
    },
    onPointerCancel: end,
  };
}

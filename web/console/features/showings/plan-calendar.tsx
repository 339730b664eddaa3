import { PlusOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import type { PlanDetail, PlannedSession } from "../../../shared/api-types/index.ts";
import { DayMarkTag } from "../../shared/day-mark.tsx";
import { weeksOf } from "../../shared/days.ts";
import { useShow } from "../../shared/use-show.ts";
import styles from "./plan-calendar.module.css";
import { byDay, monthsOf } from "./planned.rules.ts";
import { weekdays } from "./series-form.rules.ts";

interface PlanCalendarProps {
  plan: PlanDetail;
  onEdit: (session: PlannedSession) => void;
  onAdd: (day: string) => void;
}

/** The months of a plan by the day, with holidays and what has the hall; on a phone a list of days. */
export function PlanCalendar({ plan, onEdit, onAdd }: PlanCalendarProps) {
  const { t } = useTranslation("console");
  const show = useShow();
  const days = byDay(plan.items);
  return monthsOf(plan).map((month) => {
    const name = show.month(`${month}T12:00:00+08:00`);
    return (
      <section key={month} className={styles.calendar} aria-label={name}>
        <h2 className={styles.name}>{name}</h2>
        <div className={styles.weekdays} aria-hidden>
          {weekdays.map((weekday) => (
            <span key={weekday}>{t(`showings.weekday.${weekday}`)}</span>
          ))}
        </div>
        <ol className={styles.days}>
          {weeksOf(month)
            .flat()
            .map((day) =>
              day.slice(0, 7) === month.slice(0, 7) ? (
                <Day key={day} {...{ day, plan, onEdit, onAdd }} sessions={days.get(day) ?? []} />
              ) : (
                <li key={day} className={styles.outside} aria-hidden />
              ),
            )}
        </ol>
      </section>
    );
  });
}

interface DayProps extends PlanCalendarProps {
  day: string;
  sessions: PlannedSession[];
}

function Day({ day, plan, sessions, onEdit, onAdd }: DayProps) {
  const { t } = useTranslation("console");
  const show = useShow();
  const name = show.day(`${day}T12:00:00+08:00`);
  const special = plan.days.find((one) => one.day === day);
  const isInPlan = day >= plan.startsOn && day <= plan.endsOn;
  const isBare = sessions.length === 0 && special === undefined;
  return (
    <li className={`${isInPlan ? styles.day : styles.outside} ${isBare ? styles.bare : ""}`}>
      <span className={styles.head}>
        <span className={styles.number} aria-hidden>
          {Number(day.slice(8))}
        </span>
        <span className={styles.full}>{name}</span>
        {special !== undefined && <DayMarkTag mark={special.mark} />}
      </span>
      {sessions.map((session) => (
        <Planned key={session.id} session={session} {...(plan.can.edit && { onEdit })} />
      ))}
      {plan.can.edit && isInPlan && (
        <button
          type="button"
          className={styles.add}
          aria-label={t("showings.addOn", { day: name })}
          onClick={() => onAdd(day)}
        >
          <PlusOutlined aria-hidden />
        </button>
      )}
    </li>
  );
}

function Planned({ session, onEdit }: { session: PlannedSession; onEdit?: (session: PlannedSession) => void }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const { film, clash, audienceName } = session;
  const look = `${styles.session} ${clash === null ? "" : styles.clash}`;
  const text = (
    <>
      <span>{show.time(session.startsAt)}</span> <strong>{film?.title ?? t("showings.noFilmYet")}</strong>
      {audienceName !== null && <span>{t("showings.charterOf", { union: audienceName })}</span>}
      {clash !== null && (
        <span>
          {t("showings.clash", { title: clash.title || t("showings.otherUse"), time: show.time(clash.startsAt) })}
        </span>
      )}
    </>
  );
  if (onEdit === undefined) return <span className={look}>{text}</span>;
  return (
    <button type="button" className={look} onClick={() => onEdit(session)}>
      {text}
    </button>
  );
}

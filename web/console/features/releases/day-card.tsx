import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { StaffRelease } from "../../../shared/api-types/index.ts";
import { serverClock } from "../../../shared/clock.ts";
import { StateTag } from "../../shared/state-tag.tsx";
import { useShow } from "../../shared/use-show.ts";
import { dayOf } from "./calendar.rules.ts";
import styles from "./releases.module.css";

/** One day of the calendar with what opens on it. */
export function DayCard({ day, releases }: { day: string; releases: StaffRelease[] }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const today = dayOf(serverClock.now()) === day;
  return (
    <section className={`${styles.day} ${today ? styles.today : ""} ${releases.length === 0 ? styles.quiet : ""}`}>
      <h2 className={styles.dayTitle}>
        {show.day(`${day}T12:00:00+08:00`)} {today && <small>{t("releases.today")}</small>}
      </h2>
      {releases.map(({ id, opensAt, title, subtitle, state, left, capacity }) => (
        <Link key={id} to="/releases/$releaseId" params={{ releaseId: id }} className={styles.entry}>
          <span className={styles.entryHead}>
            <strong>{show.time(opensAt)}</strong> <StateTag state={state} />
          </span>
          <span>{title}</span>
          <small>{subtitle}</small>
          <small>{t("releases.leftOf", { left: show.number(left), capacity: show.number(capacity) })}</small>
        </Link>
      ))}
    </section>
  );
}

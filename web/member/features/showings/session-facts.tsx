import { useTranslation } from "react-i18next";
import type { ActivitySession } from "../../../shared/api-types/index.ts";
import { formatDay, formatTime } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import cards from "../../ui/card.module.css";
import { hallName } from "./hall-name.ts";
import { Poster } from "./poster.tsx";
import styles from "./showing-row.module.css";

/** Film, hall and time of one showing. */
export function SessionFacts({ session }: { session: ActivitySession }) {
  const { t } = useTranslation("member");
  const language = useLanguage();
  const { film, hall, startsAt, endsAt } = session;
  const aside = film && [film.language, film.minutes === null ? "" : t("showings.minutes", { minutes: film.minutes })];
  return (
    <section className={cards.card}>
      <div className={styles.row}>
        <Poster film={film} title={session.title} />
        <div className={styles.text}>
          <h2 className={styles.title}>{session.title}</h2>
          {aside && <p className={styles.soft}>{aside.filter((part) => part !== "").join(" · ")}</p>}
          <p className={styles.time}>{formatDay(language, startsAt)}</p>
          <p className={styles.time}>
            {t("showings.until", { from: formatTime(language, startsAt), until: formatTime(language, endsAt) })}
          </p>
          <p className={styles.soft}>{hallName(hall)}</p>
          <p className={styles.soft}>{hall.address}</p>
        </div>
      </div>
      {film !== null && film.about !== "" && (
        <details>
          <summary className={styles.more}>{t("showings.about")}</summary>
          <p>{film.about}</p>
        </details>
      )}
      {session.state === "scheduled" && session.reason !== null && (
        <p className={cards.soft}>{t("showings.changed", { reason: session.reason })}</p>
      )}
    </section>
  );
}

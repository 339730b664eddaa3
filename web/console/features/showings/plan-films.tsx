import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Film, PlanDetail } from "../../../shared/api-types/index.ts";
import { useMe } from "../../shared/me.ts";
import { FilmForm } from "./film-form.tsx";
import styles from "./plan-films.module.css";
import { filmsOf } from "./planned.rules.ts";

/** The films of a plan as members will see them; a poster is added here. */
export function PlanFilms({ plan }: { plan: PlanDetail }) {
  const { t } = useTranslation("console");
  const manages = useMe()?.permissions.includes("activities.manage") === true;
  const [edited, setEdited] = useState<Film>();
  const films = filmsOf(plan.items);
  if (films.length === 0) return null;
  return (
    <section className={styles.films}>
      <h2 className={styles.name}>{t("showings.films")}</h2>
      <ul className={styles.list}>
        {films.map((film) => (
          <li key={film.id} className={styles.film}>
            <Poster film={film} />
            <span className={styles.words}>
              <strong>{film.title}</strong>
              {film.minutes !== null && <span>{t("showings.minutesOf", { minutes: film.minutes })}</span>}
              {film.posterFileId === null && <span>{t("showings.noPoster")}</span>}
              {manages && (
                <Button aria-label={t("showings.editFilmOf", { title: film.title })} onClick={() => setEdited(film)}>
                  {t("showings.edit")}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
      {edited !== undefined && (
        <FilmForm film={edited} organisationId={plan.organisationId} onClose={() => setEdited(undefined)} />
      )}
    </section>
  );
}

/** The poster, or the first sign of the title as members see it then. */
function Poster({ film: { title, posterFileId } }: { film: Film }) {
  const { t } = useTranslation("console");
  if (posterFileId === null)
    return (
      <span className={styles.poster} aria-hidden>
        {Array.from(title)[0]}
      </span>
    );
  return (
    <img className={styles.poster} src={`/api/staff/files/${posterFileId}`} alt={t("showings.posterOf", { title })} />
  );
}

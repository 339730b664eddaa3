import { useTranslation } from "react-i18next";
import type { ActivitySession } from "../../../shared/api-types/index.ts";
import styles from "./poster.module.css";

/** The poster of a film, or its first sign on the union's red where there is none. */
export function Poster({ film, title }: { film: ActivitySession["film"]; title: string }) {
  const { t } = useTranslation("member");
  if (film?.posterFileId == null) {
    return (
      <span className={styles.poster} aria-hidden="true">
        {Array.from(title)[0]}
      </span>
    );
  }
  const source = `/api/files/${film.posterFileId}`;
  return (
    <span className={styles.poster}>
      <img
        className={styles.picture}
        src={source}
        alt={t("showings.poster", { title: film.title })}
        loading="lazy"
        decoding="async"
      />
    </span>
  );
}

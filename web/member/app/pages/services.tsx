import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { showingsQuery } from "../../features/showings/showings.query.ts";
import cards from "../../ui/card.module.css";
import { classes } from "../../ui/classes.ts";
import { Icon } from "../../ui/icons.tsx";
import styles from "./services.module.css";

/** What the union offers beside releases and campaigns; an entry stands here only when there is something behind it. */
export function Services() {
  const { t } = useTranslation("member");
  const { data: showings = [] } = useQuery({ ...showingsQuery, staleTime: 300_000 });
  if (showings.length === 0) return null;
  return (
    <nav className={classes(cards.card, styles.services)} aria-label={t("home.services")}>
      <Link to="/showings" className={classes(styles.service)}>
        <span className={styles.sign}>
          <Icon name="film" />
        </span>
        {t("showings.entry")}
      </Link>
    </nav>
  );
}

import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { classes } from "../ui/classes.ts";
import { Icon } from "../ui/icons.tsx";
import styles from "./shell.module.css";

/** The three main pages, the member code raised in the middle. */
export function BottomBar() {
  const { t } = useTranslation("member");
  return (
    <nav className={styles.bar} aria-label={t("shell.navigation")}>
      <Link to="/" className={classes(styles.tab)} activeOptions={{ exact: true }}>
        <Icon name="home" />
        {t("shell.home")}
      </Link>
      <Link to="/code" className={classes(styles.tab)}>
        <span className={styles.raised}>
          <Icon name="code" />
        </span>
        {t("shell.code")}
      </Link>
      <Link to="/me" className={classes(styles.tab)}>
        <Icon name="me" />
        {t("shell.me")}
      </Link>
    </nav>
  );
}

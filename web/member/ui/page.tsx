import { Link, type LinkProps } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { classes } from "./classes.ts";
import { Icon } from "./icons.tsx";
import styles from "./page.module.css";

interface Props {
  title: string;
  /** Where "back" leads: up in the order of pages, not back in history, so that a shared link has a way out too. */
  up?: LinkProps["to"];
  upParams?: LinkProps["params"];
  /** Something fixed stands at the bottom: keep the content clear of it. */
  hasBar?: boolean;
  children: ReactNode;
}

let isFirstPage = true;

/** The frame of a page: heading, way up, and the focus moved to the heading when the page changes. */
export function Page({ title, up, upParams, hasBar = false, children }: Props) {
  const { t } = useTranslation("shared");
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // At the first page the browser's own place of focus is right.
    if (!isFirstPage) heading.current?.focus({ preventScroll: true });
    isFirstPage = false;
  }, []);
  useEffect(() => {
    document.title = `${title} · ${t("product")}`;
  }, [title, t]);
  return (
    <>
      <header className={styles.header}>
        {up && (
          <Link
            to={up}
            {...(upParams ? { params: upParams } : {})}
            className={classes(styles.back)}
            aria-label={t("back")}
          >
            <Icon name="back" />
          </Link>
        )}
        <h1 ref={heading} tabIndex={-1} className={styles.title}>
          {title}
        </h1>
      </header>
      <div className={hasBar ? `${styles.body} ${styles.withBar}` : styles.body}>{children}</div>
    </>
  );
}

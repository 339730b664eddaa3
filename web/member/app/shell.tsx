import { useQuery } from "@tanstack/react-query";
import { Outlet, useLocation } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { PlayBanner } from "../../shared/play/play-banner.tsx";
import { isPlay } from "../../shared/space.ts";
import { metaQuery } from "../session/meta.query.ts";
import { isEmbedded } from "../session/opened-by.ts";
import { useOnline } from "../ui/use-online.ts";
import { BottomBar } from "./bottom-bar.tsx";
import styles from "./shell.module.css";

const withBar = new Set(["/", "/code", "/me"]);

/**
 * What stands around every page: the demo banner, word of a lost network, and the bottom bar on the main pages; inside another app,
 * which has bars of its own, none.
 */
export function Shell() {
  const { t } = useTranslation(["member", "shared"]);
  const { data: meta } = useQuery(metaQuery);
  const { pathname } = useLocation();
  const online = useOnline();
  const hasBar = withBar.has(pathname) && !isEmbedded();
  return (
    <>
      <PlayBanner leaveTo="/" />
      {meta?.demo && !isPlay && (
        <aside className={styles.demo} aria-label={t("shared:demo.name")}>
          {t("shared:demo.banner")}
        </aside>
      )}
      {!online && (
        <aside className={styles.offline} aria-label={t("shell.network")} aria-live="polite">
          {t("shell.offline")}
        </aside>
      )}
      <main className={hasBar ? styles.aboveBar : ""}>
        <Outlet />
      </main>
      {hasBar && <BottomBar />}
    </>
  );
}

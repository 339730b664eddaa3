import { MenuOutlined } from "@ant-design/icons";
import { Outlet, useLocation } from "@tanstack/react-router";
import { Layout as AntLayout, Button, Drawer, Grid } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { PlayBanner } from "../../shared/play/play-banner.tsx";
import { isPlay } from "../../shared/space.ts";
import { useMeta } from "../shared/me.ts";
import { OrganisationSelect } from "../shared/organisation-select.tsx";
import { useOrganisationId } from "../shared/organisations.ts";
import { useSetSearch } from "../shared/use-set-search.ts";
import { AccountMenu } from "./account-menu.tsx";
import { CommandSearch } from "./command-search.tsx";
import styles from "./layout.module.css";
import { MainMenu } from "./menu.tsx";

/** The frame around every page: menu on the left, scope and search on top. */
export function Layout() {
  const { t } = useTranslation(["console", "shared"]);
  const wide = Grid.useBreakpoint().lg ?? true;
  const [menuOpen, setMenuOpen] = useState(false);
  const meta = useMeta();
  const main = useFocusOnPage();
  return (
    <AntLayout className={`${styles.frame} ${isPlay ? styles.play : ""}`}>
      <a className={styles.skip} href="#content">
        {t("console:shell.skip")}
      </a>
      <PlayBanner leaveTo="/console" />
      {meta?.demo && !isPlay && (
        <section className={styles.demo} aria-label={t("shared:demo.banner")}>
          {t("shared:demo.banner")}
        </section>
      )}
      <AntLayout.Header className={styles.header}>
        {!wide && (
          <Button
            type="text"
            icon={<MenuOutlined />}
            aria-label={t("console:shell.menu")}
            onClick={() => setMenuOpen(true)}
          />
        )}
        <strong className={styles.brand}>{meta?.name ?? t("shared:product")}</strong>
        <Scope />
        <span className={styles.gap} />
        <CommandSearch compact={!wide} />
        {!isPlay && <AccountMenu compact={!wide} />}
      </AntLayout.Header>
      <AntLayout className={styles.below}>
        {wide ? (
          <AntLayout.Sider width={208} className={styles.sider}>
            <MainMenu />
          </AntLayout.Sider>
        ) : (
          <Drawer placement="left" size={260} open={menuOpen} onClose={() => setMenuOpen(false)} title={meta?.name}>
            <MainMenu onChosen={() => setMenuOpen(false)} />
          </Drawer>
        )}
        <main id="content" className={styles.main} ref={main} tabIndex={-1}>
          <Outlet />
        </main>
      </AntLayout>
    </AntLayout>
  );
}

function Scope() {
  const { t } = useTranslation("console");
  const organisation = useOrganisationId();
  const setSearch = useSetSearch();
  const choose = (org: string | undefined) => setSearch({ org }, { replace: true });
  return (
    <div className={styles.scope}>
      <OrganisationSelect
        value={organisation}
        onChange={choose}
        label={t("shell.organisation")}
        placeholder={t("shell.allOrganisations")}
        allowClear
      />
    </div>
  );
}

/** Moves the focus to the new page's content when the path changes, so that a screen reader begins there. */
function useFocusOnPage() {
  const path = useLocation({ select: (location) => location.pathname });
  const main = useRef<HTMLElement>(null);
  const before = useRef(path);
  useEffect(() => {
    if (before.current !== path) main.current?.focus({ preventScroll: true });
    before.current = path;
  }, [path]);
  return main;
}

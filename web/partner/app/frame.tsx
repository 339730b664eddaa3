import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiProblem } from "../../shared/api-problem.ts";
import type { Shift } from "../../shared/api-types/index.ts";
import { Trouble } from "../../shared/hand/trouble.tsx";
import { PlayBanner } from "../../shared/play/play-banner.tsx";
import { isPlay } from "../../shared/space.ts";
import { ClerkPage } from "../features/clerk/clerk-page.tsx";
import { GoodsPage } from "../features/goods/goods-page.tsx";
import { ReturnsPage } from "../features/returns/returns-page.tsx";
import { ShiftPage } from "../features/shift/shift-page.tsx";
import { StatementsPage } from "../features/statements/statements-page.tsx";
import { TillPage } from "../features/till/till-page.tsx";
import { TodayPage } from "../features/today/today-page.tsx";
import { AwayBar } from "../shared/offline/away-bar.tsx";
import { WaitingBar } from "../shared/offline/waiting-bar.tsx";
import { goTo, type Place, PlaceLink } from "../shared/place.tsx";
import { usePhotoUpkeep } from "../shared/receipts/use-receipts.ts";
import { StandingBar } from "../shared/standing-bar.tsx";
import { metaQuery, tillQuery } from "../shared/till.queries.ts";
import { VersionBar } from "../shared/version-bar.tsx";
import styles from "./frame.module.css";

/** The frame of a paired till: store and clerk on top, what waits to be sent below, then the screen. */
export function Frame({ place }: { place: Place }) {
  const { t } = useTranslation(["partner", "shared"]);
  const client = useQueryClient();
  const till = useQuery(tillQuery);
  const [closed, setClosed] = useState<Shift>();
  usePhotoUpkeep();
  const demo = useQuery(metaQuery).data?.demo === true;
  const unpaired = till.error instanceof ApiProblem && till.error.status === 401;
  const clerk = till.data?.clerk;
  const wanted: Place = unpaired ? "pair" : till.data && !clerk ? "clerk" : place;
  useEffect(() => {
    if (wanted !== place) goTo(wanted, { replace: true });
  }, [wanted, place]);
  useEffect(() => {
    // The browser noticed by itself: ask at once, so that the page says how things stand.
    const ask = () => void client.invalidateQueries({ queryKey: tillQuery.queryKey, exact: true });
    for (const name of ["online", "offline"]) window.addEventListener(name, ask);
    return () => {
      for (const name of ["online", "offline"]) window.removeEventListener(name, ask);
    };
  }, [client]);
  if (!till.data || unpaired) {
    if (till.isError && !unpaired) return <Trouble error={till.error} onRetry={() => void till.refetch()} />;
    return <p className={styles.loading}>{t("shared:loading")}</p>;
  }
  return (
    <div className={styles.frame}>
      <PlayBanner leaveTo="/partner" />
      {demo && !isPlay && <aside className={styles.demo}>{t("shared:demo.banner")}</aside>}
      <header className={styles.header}>
        <strong>{till.data.store.name}</strong>
        {clerk && (
          <PlaceLink to="clerk" className={styles.clerk}>
            {t("partner:clerk.now", { name: clerk.name })}
          </PlaceLink>
        )}
      </header>
      <AwayBar />
      <WaitingBar />
      <VersionBar />
      <StandingBar />
      <main className={styles.main}>
        <Screen place={closed ? "shift" : wanted} closed={closed} onClosed={setClosed} />
      </main>
      {clerk && (
        <nav className={styles.tabs} aria-label={t("partner:shell.navigation")}>
          <PlaceLink to="">{t("partner:shell.till")}</PlaceLink>
          <PlaceLink to="today">{t("partner:shell.today")}</PlaceLink>
          <PlaceLink to="returns">{t("partner:shell.returns")}</PlaceLink>
          <PlaceLink to="shift">{t("partner:shell.shift")}</PlaceLink>
          <PlaceLink to="statements">{t("partner:shell.statements")}</PlaceLink>
          <PlaceLink to="goods">{t("partner:shell.goods")}</PlaceLink>
        </nav>
      )}
    </div>
  );
}

interface ScreenProps {
  place: Place;
  /** A shift that was counted just now: shown until somebody goes on, although nobody may be in any more. */
  closed: Shift | undefined;
  onClosed: (shift: Shift | undefined) => void;
}

function Screen({ place, closed, onClosed }: ScreenProps) {
  switch (place) {
    case "clerk":
      return <ClerkPage />;
    case "goods":
      return <GoodsPage />;
    case "statements":
      return <StatementsPage />;
    case "today":
      return <TodayPage />;
    case "returns":
      return <ReturnsPage />;
    case "shift":
      return <ShiftPage closed={closed} onClosed={onClosed} />;
    default:
      return <TillPage />;
  }
}

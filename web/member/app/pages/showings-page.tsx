import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { ReleaseCard } from "../../../shared/api-types/index.ts";
import { formatDay } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { releasesQuery } from "../../features/releases/releases.query.ts";
import { StageTag } from "../../features/releases/stage-tag.tsx";
import { useStage } from "../../features/releases/use-stage.ts";
import { ShowingRow } from "../../features/showings/showing-row.tsx";
import { showingsQuery } from "../../features/showings/showings.query.ts";
import { byDay } from "../../features/showings/showings.rules.ts";
import { ticketsQuery } from "../../features/showings/tickets.query.ts";
import cards from "../../ui/card.module.css";
import { classes } from "../../ui/classes.ts";
import { Empty, Notice, ProblemNotice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { useServerNow } from "../../ui/use-server-now.ts";
import { Waiting } from "../../ui/waiting.tsx";

/** What is on, day by day. */
export function ShowingsPage() {
  const { t } = useTranslation("member");
  const language = useLanguage();
  const now = useServerNow();
  const { data, isPending, isError, error, refetch } = useQuery(showingsQuery);
  const { data: releases = [] } = useQuery(releasesQuery);
  const { data: tickets = [] } = useQuery(ticketsQuery("open"));
  const held = new Map(tickets.map(({ session, claimId }) => [session.id, claimId]));
  const stages = new Map(releases.map((release) => [release.id, release]));
  const days = data === undefined ? [] : byDay(data, now);
  const nameOf = (day: number, startsAt: string) =>
    day === 0 ? t("home.today") : day === 1 ? t("home.tomorrow") : formatDay(language, startsAt);
  return (
    <Page title={t("showings.title")} up="/">
      {isError && data && <Notice>{t("tickets.keptCopy")}</Notice>}
      {isError && !data && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <Waiting blocks={3} />}
      {days.map(({ day, startsAt, showings }) => (
        <section key={day} className={cards.card}>
          <h2 className={cards.strong}>{nameOf(day, startsAt)}</h2>
          <div className={cards.rows}>
            {showings.map((showing) => {
              const release = showing.releaseId === null ? undefined : stages.get(showing.releaseId);
              const stage = release && <Stage release={release} now={now} />;
              return <ShowingRow key={showing.id} {...{ showing, now, stage }} claimId={held.get(showing.id)} />;
            })}
          </div>
        </section>
      ))}
      {data && days.length === 0 && (
        <Empty>
          <p>{t("showings.empty")}</p>
          <Link to="/">{t("showings.toHome")}</Link>
        </Empty>
      )}
      {tickets.length > 0 && (
        <Link to="/tickets" className={classes(cards.link)}>
          {t("tickets.title")}
        </Link>
      )}
    </Page>
  );
}

function Stage({ release, now }: { release: ReleaseCard; now: number }) {
  return <StageTag stage={useStage(release, now)} mode={release.mode} />;
}

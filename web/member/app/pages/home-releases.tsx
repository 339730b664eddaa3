import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Calendar } from "../../features/releases/calendar.tsx";
import { alsoNow, decidedToday, featuredOf, nextChance } from "../../features/releases/featured.rules.ts";
import { FeaturedCard } from "../../features/releases/featured-card.tsx";
import { ReleaseRow } from "../../features/releases/release-row.tsx";
import { releasesQuery } from "../../features/releases/releases.query.ts";
import { TodayRow } from "../../features/releases/today-row.tsx";
import cards from "../../ui/card.module.css";
import { classes } from "../../ui/classes.ts";
import { Notice, ProblemNotice } from "../../ui/notice.tsx";
import { useServerNow } from "../../ui/use-server-now.ts";
import { Waiting } from "../../ui/waiting.tsx";

/** The release of the hour and the calendar, with something between them. */
export function HomeReleases({ between }: { between: ReactNode }) {
  const { t } = useTranslation("member");
  const now = useServerNow();
  const { data, isPending, isError, error, refetch } = useQuery(releasesQuery);
  const featured = data && featuredOf(data, now);
  const others = data ? alsoNow(data, now) : [];
  const decided = data ? decidedToday(data, now) : [];
  return (
    <>
      {isPending && <Waiting blocks={1} />}
      {isError && data && <Notice>{t("vouchers.keptCopy")}</Notice>}
      {isError && !data && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {featured && (
        <section>
          <h2 className={cards.section}>{t("home.next")}</h2>
          <FeaturedCard release={featured} now={now} />
          {others.length > 0 && (
            <div className={classes(cards.card, cards.rows)}>
              {others.map((release) => (
                <ReleaseRow key={release.id} release={release} now={now} />
              ))}
            </div>
          )}
        </section>
      )}
      {data && decided.length > 0 && (
        <section>
          <h2 className={cards.section}>{t("today.title")}</h2>
          <div className={classes(cards.card, cards.rows)}>
            {decided.map((release) => (
              <TodayRow key={release.id} release={release} next={nextChance(data, release, now)} now={now} />
            ))}
          </div>
        </section>
      )}
      {between}
      {data && (
        <section>
          <h2 className={cards.section}>{t("home.calendar")}</h2>
          <Calendar releases={data} now={now} />
        </section>
      )}
    </>
  );
}

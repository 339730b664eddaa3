import { LeftOutlined, RightOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { Button, Flex } from "antd";
import { useTranslation } from "react-i18next";
import { serverClock } from "../../../shared/clock.ts";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { releasesQuery } from "../../shared/releases.ts";
import { useSetSearch } from "../../shared/use-set-search.ts";
import { useShow } from "../../shared/use-show.ts";
import { daysOf, shiftDays, weekFrom } from "./calendar.rules.ts";
import { DayCard } from "./day-card.tsx";
import styles from "./releases.module.css";

const shownDays = 14;

/** What is released when: two weeks at a time. */
export function CalendarPage() {
  const { t } = useTranslation("console");
  const show = useShow();
  const setSearch = useSetSearch();
  const search = useSearch({ from: "/inside/releases" });
  const from = weekFrom(search.from, serverClock.now());
  const to = shiftDays(from, shownDays);
  const range = {
    from: new Date(`${from}T00:00:00+08:00`).toISOString(),
    to: new Date(`${to}T00:00:00+08:00`).toISOString(),
  };
  const releases = useQuery({ ...releasesQuery(range), refetchInterval: 10_000 });
  const go = (next: string | undefined) => setSearch({ from: next });
  return (
    <Page
      title={t("releases.title")}
      about={`${show.date(range.from)} – ${show.date(new Date(Date.parse(range.to) - 1).toISOString())}`}
      actions={
        <Flex gap={8}>
          <Button
            icon={<LeftOutlined />}
            aria-label={t("releases.earlier")}
            onClick={() => go(shiftDays(from, -shownDays))}
          />
          <Button onClick={() => go(undefined)}>{t("releases.today")}</Button>
          <Button icon={<RightOutlined />} aria-label={t("releases.later")} onClick={() => go(to)} />
        </Flex>
      }
    >
      <QueryView
        query={releases}
        empty={
          <>
            <p>{t("releases.empty")}</p>
            <Link to="/campaigns/new">{t("releases.toCampaigns")}</Link>
          </>
        }
        isEmpty={({ items }) => items.length === 0}
      >
        {({ items }) => (
          <div className={styles.days}>
            {daysOf(items, from, shownDays).map(({ day, releases: own }) => (
              <DayCard key={day} day={day} releases={own} />
            ))}
          </div>
        )}
      </QueryView>
    </Page>
  );
}

import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { Button, Flex, Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../shared/me.ts";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { useSetSearch } from "../../shared/use-set-search.ts";
import { NewPlan } from "./new-plan.tsx";
import { PlanList } from "./plan-list.tsx";
import { SeriesForm } from "./series-form.tsx";
import { SeriesList } from "./series-list.tsx";
import { SessionList } from "./session-list.tsx";
import { seriesListQuery } from "./showings.queries.ts";

const tabs = ["sessions", "plans", "series"] as const;
type Tab = (typeof tabs)[number];

/** The cinema: what is shown when, the plans of the months, and the programmes with their rules. */
export function ShowingsPage() {
  const { t } = useTranslation("console");
  const setSearch = useSetSearch();
  const search = useSearch({ from: "/inside/showings" });
  const tab = tabs.find((one) => one === search.tab) ?? "sessions";
  const manages = useMe()?.permissions.includes("activities.manage") === true;
  const series = useQuery(seriesListQuery);
  const [open, setOpen] = useState<"plan" | "series" | undefined>();
  return (
    <Page
      title={t("showings.title")}
      about={t("showings.about")}
      actions={
        manages && (
          <Flex gap={8} wrap>
            <Button onClick={() => setOpen("series")}>{t("showings.addSeries")}</Button>
            <Button type="primary" disabled={!series.data?.items.length} onClick={() => setOpen("plan")}>
              {t("showings.addPlan")}
            </Button>
          </Flex>
        )
      }
    >
      <Segmented<Tab>
        aria-label={t("showings.view")}
        value={tab}
        onChange={(next) => setSearch({ tab: next === "sessions" ? undefined : next }, { replace: true })}
        options={tabs.map((value) => ({ value, label: t(`showings.tab.${value}`) }))}
        style={{ marginBottom: 16 }}
      />
      {tab === "sessions" && <SessionList />}
      {tab === "plans" && <PlanList />}
      {tab === "series" && <SeriesTab />}
      <SeriesForm open={open === "series"} onClose={() => setOpen(undefined)} />
      <NewPlan open={open === "plan"} onClose={() => setOpen(undefined)} series={series.data?.items ?? []} />
    </Page>
  );
}

function SeriesTab() {
  const { t } = useTranslation("console");
  const series = useQuery(seriesListQuery);
  const empty = (
    <>
      <p>{t("showings.noSeries")}</p>
      <Link to="/places">{t("showings.toPlaces")}</Link>
    </>
  );
  return (
    <QueryView query={series} isEmpty={({ items }) => items.length === 0} empty={empty}>
      {({ items }) => <SeriesList items={items} />}
    </QueryView>
  );
}

import { useQuery } from "@tanstack/react-query";
import { Link, useParams, useSearch } from "@tanstack/react-router";
import { Button, Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { HallDetail } from "../../../shared/api-types/index.ts";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { ToneTag } from "../../shared/tone-tag.tsx";
import { useSetSearch } from "../../shared/use-set-search.ts";
import { useShow } from "../../shared/use-show.ts";
import { HallCalendar } from "./hall-calendar.tsx";
import { EditHall } from "./hall-forms.tsx";
import { hallQuery } from "./places.queries.ts";
import { SeatMapVersions } from "./seat-map-versions.tsx";

const tabs = ["calendar", "seats"] as const;
type Tab = (typeof tabs)[number];

/** One hall: who has it when, and how its seats lie. */
export function HallPage() {
  const { t } = useTranslation("console");
  const setSearch = useSetSearch();
  const { hallId } = useParams({ from: "/inside/places/halls/$hallId" });
  const search = useSearch({ from: "/inside/places/halls/$hallId" });
  const tab = tabs.find((one) => one === search.tab) ?? "calendar";
  const hall = useQuery(hallQuery(hallId));
  return (
    <Page
      title={
        <>
          {hall.data?.name ?? t("places.hall")}{" "}
          {hall.data?.bookable === false && <ToneTag tone="bad">{t("places.closed")}</ToneTag>}
        </>
      }
      about={hall.data && <About hall={hall.data} />}
      back={<Link to="/places">{t("places.title")}</Link>}
      actions={hall.data?.can.manage && <Edit hall={hall.data} />}
    >
      <Segmented<Tab>
        aria-label={t("places.view")}
        value={tab}
        onChange={(next) => setSearch({ tab: next === "calendar" ? undefined : next }, { replace: true })}
        options={tabs.map((value) => ({
          value,
          label: t(value === "calendar" ? "places.calendar" : "places.seatMap"),
        }))}
        style={{ marginBottom: 16 }}
      />
      <QueryView query={hall}>
        {(one) => (tab === "seats" ? <SeatMapVersions hall={one} /> : <HallCalendar hall={one} />)}
      </QueryView>
    </Page>
  );
}

function About({ hall: { placeName, seatMap, turnaroundMinutes } }: { hall: HallDetail }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const seats = seatMap === null ? t("places.notDrawn") : t("places.seatCount", { seats: show.number(seatMap.seats) });
  return <>{[placeName, seats, t("places.cleaned", { minutes: turnaroundMinutes })].join(" · ")}</>;
}

function Edit({ hall }: { hall: HallDetail }) {
  const { t } = useTranslation("console");
  const [editing, setEditing] = useState(false);
  return (
    <>
      <Button onClick={() => setEditing(true)}>{t("places.edit")}</Button>
      <EditHall hall={hall} open={editing} onClose={() => setEditing(false)} />
    </>
  );
}

import { LeftOutlined, RightOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { Button, Flex, Grid, Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { HallBooking, HallDetail } from "../../../shared/api-types/index.ts";
import { serverClock } from "../../../shared/clock.ts";
import { dayOf, shiftDays, weekFrom, weeksOf } from "../../shared/days.ts";
import { QueryView } from "../../shared/query-view.tsx";
import { useSetSearch } from "../../shared/use-set-search.ts";
import { useShow } from "../../shared/use-show.ts";
import { Agenda } from "./agenda.tsx";
import { BookHall, type Slot } from "./book-hall.tsx";
import { BookingDrawer } from "./booking-drawer.tsx";
import { MonthGrid } from "./month-grid.tsx";
import { bookingsQuery } from "./places.queries.ts";
import { PurposeLegend } from "./purpose-legend.tsx";
import { instantAt, shiftMonth } from "./week.rules.ts";
import { WeekGrid } from "./week-grid.tsx";

const views = ["week", "month"] as const;
type View = (typeof views)[number];

/** Who has the hall when: a week by the hour or a month by the day; on a phone a list of days. */
export function HallCalendar({ hall }: { hall: HallDetail }) {
  const { t } = useTranslation("console");
  const wide = Grid.useBreakpoint().md ?? true;
  const { days, view, shown } = useShownDays();
  const [slot, setSlot] = useState<Slot>();
  const [opened, setOpened] = useState<HallBooking>();
  const bookings = useQuery({
    ...bookingsQuery(hall.id, { from: days[0] ?? "", to: days.at(-1) ?? "" }),
    refetchInterval: 30_000,
  });
  const may = hall.bookable && (hall.can.book || hall.can.ask);
  const tomorrow = shiftDays(dayOf(serverClock.now()), 1);
  const first = days.find((day) => day >= tomorrow) ?? tomorrow;
  const content = (items: HallBooking[]) => {
    if (!wide) return <Agenda days={days} bookings={items} onOpen={setOpened} />;
    if (view === "month") return <MonthGrid month={shown} bookings={items} onOpen={setOpened} />;
    return <WeekGrid days={days} bookings={items} onOpen={setOpened} {...(may ? { onDraw: setSlot } : {})} />;
  };
  return (
    <>
      <Flex gap={12} wrap align="center" justify="space-between" style={{ marginBottom: 12 }}>
        <Steps view={view} shown={shown} days={days} />
        {may && (
          <Button type="primary" onClick={() => setSlot({ from: instantAt(first, 540), to: instantAt(first, 660) })}>
            {hall.can.book ? t("places.book") : t("places.ask")}
          </Button>
        )}
      </Flex>
      <QueryView query={bookings}>{({ items }) => content(items)}</QueryView>
      <PurposeLegend drawing={wide && view === "week" && may} />
      {slot && <BookHall hall={hall} slot={slot} onClose={() => setSlot(undefined)} />}
      {opened && <BookingDrawer booking={opened} onClose={() => setOpened(undefined)} />}
    </>
  );
}

/** The days that the address asks for; today's week without it. */
function useShownDays(): { days: string[]; view: View; shown: string } {
  const search = useSearch({ from: "/inside/places/halls/$hallId" });
  const view = views.find((one) => one === search.view) ?? "week";
  const monday = weekFrom(search.from, serverClock.now());
  if (view === "week")
    return { view, shown: monday, days: Array.from({ length: 7 }, (_, index) => shiftDays(monday, index)) };
  const shown = search.from ?? dayOf(serverClock.now());
  return { view, shown, days: weeksOf(shown).flat() };
}

function Steps({ view, shown, days }: { view: View; shown: string; days: string[] }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const setSearch = useSetSearch();
  const go = (by: 1 | -1) => setSearch({ from: view === "week" ? shiftDays(shown, 7 * by) : shiftMonth(shown, by) });
  const at = (day: string) => show.date(`${day}T12:00:00+08:00`);
  const title =
    view === "month" ? show.month(`${shown}T12:00:00+08:00`) : `${at(days[0] ?? "")} – ${at(days[6] ?? "")}`;
  return (
    <Flex gap={8} wrap align="center">
      <Segmented<View>
        aria-label={t("places.span")}
        value={view}
        onChange={(next) => setSearch({ view: next === "week" ? undefined : next }, { replace: true })}
        options={views.map((value) => ({ value, label: t(`places.views.${value}`) }))}
      />
      <Button icon={<LeftOutlined />} aria-label={t("places.earlier")} onClick={() => go(-1)} />
      <Button onClick={() => setSearch({ from: undefined })}>{t("places.today")}</Button>
      <Button icon={<RightOutlined />} aria-label={t("places.later")} onClick={() => go(1)} />
      <strong aria-live="polite">{title}</strong>
    </Flex>
  );
}

import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Card, Flex, Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CalendarYear } from "../../../shared/api-types/index.ts";
import { serverClock } from "../../../shared/clock.ts";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { ToneTag } from "../../shared/tone-tag.tsx";
import { CalendarDays } from "./calendar-days.tsx";
import { EditCalendar } from "./edit-calendar.tsx";
import styles from "./settings.module.css";
import { calendarQuery } from "./settings.queries.ts";

/** Which days are worked, by year: what every deadline in working days is counted with. */
export function CalendarPage() {
  const { t } = useTranslation("console");
  const years = useQuery(calendarQuery);
  return (
    <Page title={t("settings.calendar.title")} about={t("settings.calendar.about")}>
      <QueryView query={years}>{({ items, can }) => <Years items={items} mayEdit={can.edit} />}</QueryView>
    </Page>
  );
}

function Years({ items, mayEdit }: { items: readonly CalendarYear[]; mayEdit: boolean }) {
  const thisYear = new Date(serverClock.now()).getFullYear();
  const choices = [...new Set([...items.map((one) => one.year), thisYear, thisYear + 1])].sort();
  const [chosen, choose] = useState(thisYear);
  const { t } = useTranslation("console");
  return (
    <Flex vertical gap={16} className={styles.narrow ?? ""}>
      <Segmented
        aria-label={t("settings.calendar.year")}
        options={choices.map((year) => ({ value: year, label: String(year) }))}
        value={chosen}
        onChange={choose}
      />
      <Year key={chosen} year={chosen} known={items.find((one) => one.year === chosen)} mayEdit={mayEdit} />
    </Flex>
  );
}

function Year({ year, known, mayEdit }: { year: number; known: CalendarYear | undefined; mayEdit: boolean }) {
  const { t } = useTranslation("console");
  const [editing, setEditing] = useState(false);
  const provisional = known?.provisional ?? true;
  return (
    <Card
      title={
        <>
          {year}{" "}
          <ToneTag tone={provisional ? "waiting" : "done"}>
            {t(provisional ? "settings.calendar.provisional" : "settings.calendar.decreed")}
          </ToneTag>
        </>
      }
      extra={mayEdit && <Button onClick={() => setEditing(true)}>{t("settings.calendar.edit")}</Button>}
    >
      {known === undefined ? (
        <Alert type="info" showIcon title={t("settings.calendar.unknown")} />
      ) : (
        <>
          <p>{t("settings.calendar.from", { source: known.source })}</p>
          <CalendarDays days={known.days} />
        </>
      )}
      <EditCalendar year={year} known={known} open={editing} onClose={() => setEditing(false)} />
    </Card>
  );
}

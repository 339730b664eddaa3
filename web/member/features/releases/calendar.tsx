import { useTranslation } from "react-i18next";
import type { ReleaseCard } from "../../../shared/api-types/index.ts";
import { daysApart, formatDay } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import cards from "../../ui/card.module.css";
import { Empty } from "../../ui/notice.tsx";
import { comingOf } from "./featured.rules.ts";
import { ReleaseRow } from "./release-row.tsx";

const mostShown = 12;

/** The coming releases, day by day. */
export function Calendar({ releases, now }: { releases: readonly ReleaseCard[]; now: number }) {
  const { t } = useTranslation("member");
  const language = useLanguage();
  const days = new Map<number, ReleaseCard[]>();
  for (const release of comingOf(releases, now).slice(0, mostShown)) {
    const day = daysApart(now, release.opensAt);
    days.set(day, [...(days.get(day) ?? []), release]);
  }
  const nameOf = (day: number, release: ReleaseCard | undefined) =>
    day === 0 ? t("home.today") : day === 1 ? t("home.tomorrow") : formatDay(language, release?.opensAt ?? "");
  if (days.size === 0) return <Empty>{t("home.calendarEmpty")}</Empty>;
  return (
    <>
      {Array.from(days, ([day, list]) => (
        <div key={day} className={cards.card}>
          <h3 className={cards.soft}>{nameOf(day, list[0])}</h3>
          <div className={cards.rows}>
            {list.map((release) => (
              <ReleaseRow key={release.id} release={release} now={now} isUnderDay />
            ))}
          </div>
        </div>
      ))}
    </>
  );
}

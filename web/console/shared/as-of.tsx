import { useSearch } from "@tanstack/react-router";
import { DatePicker } from "antd";
import dayjs from "dayjs";
import { useTranslation } from "react-i18next";
import { serverClock } from "../../shared/clock.ts";
import { useSetSearch } from "./use-set-search.ts";

/** The day as of which a page is asked, which the address keeps; undefined for today as it is. */
export function useAsOfDay(): string | undefined {
  const day = useSearch({ strict: false, select: (search) => search.day });
  return day !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(day) && dayjs(day).isValid() ? day : undefined;
}

/** Asks for a page as of a day; emptied it is today again. */
export function AsOf() {
  const { t } = useTranslation("console");
  const setSearch = useSetSearch();
  const day = useAsOfDay();
  return (
    <DatePicker
      aria-label={t("common.asOf")}
      placeholder={t("common.asOf")}
      maxDate={dayjs(serverClock.now())}
      value={day === undefined ? null : dayjs(day)}
      onChange={(next) => setSearch({ day: next?.format("YYYY-MM-DD"), after: undefined })}
    />
  );
}

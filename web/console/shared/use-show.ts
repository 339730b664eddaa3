import { useMemo } from "react";
import {
  formatDate,
  formatDay,
  formatDayTime,
  formatExact,
  formatMoney,
  formatMonth,
  formatNumber,
  formatSecond,
  formatStamp,
  formatTime,
  formatWords,
  type Language,
} from "../../shared/format.ts";
import { useLanguage } from "../../shared/i18n/index.ts";

const formats = (language: Language) => ({
  money: (fen: number) => formatMoney(language, fen),
  number: (value: number) => formatNumber(language, value),
  time: (instant: string) => formatTime(language, instant),
  second: (instant: string) => formatSecond(language, instant),
  day: (instant: string) => formatDay(language, instant),
  month: (instant: string) => formatMonth(language, instant),
  date: (instant: string) => formatDate(language, instant),
  dayTime: (instant: string) => formatDayTime(language, instant),
  exact: (fen: number) => formatExact(language, fen),
  words: (words: readonly string[]) => formatWords(language, words),
  stamp: (instant: string) => formatStamp(instant),
});

/** The formats of shared/format.ts in the reader's language. */
export function useShow() {
  const language = useLanguage();
  return useMemo(() => formats(language), [language]);
}

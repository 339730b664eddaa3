import { atBusinessPlace } from "../business-day.ts";
import type { Language } from "./shareables.ts";

const weekdayNames = {
  "zh-CN": ["一", "二", "三", "四", "五", "六", "日"],
  en: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
} as const;

/** The short name of a day of the week, Monday being 1. */
export const weekdayName = (dayOfWeek: number, language: Language): string =>
  weekdayNames[language][dayOfWeek - 1] ?? "";

/** 18:30 */
export function timeText(at: Date): string {
  const { hour, minute } = atBusinessPlace(at);
  return `${hour}:${String(minute).padStart(2, "0")}`;
}

/** 12月2日 18:30 */
export function momentText(at: Date, language: Language): string {
  const { month, day } = atBusinessPlace(at);
  return language === "en" ? `${day}/${month} ${timeText(at)}` : `${month}月${day}日 ${timeText(at)}`;
}

/** 12月2日（周三）18:30 */
export function weekdayMomentText(at: Date, language: Language): string {
  const { month, day, dayOfWeek } = atBusinessPlace(at);
  const name = weekdayName(dayOfWeek, language);
  return language === "en"
    ? `${name} ${day}/${month} ${timeText(at)}`
    : `${month}月${day}日（周${name}）${timeText(at)}`;
}

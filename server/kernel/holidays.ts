import { addDays, startOfDay } from "#kernel/business-day";

/** The statutory holidays: 《全国年节及纪念日放假办法》 (2024), by solar or by lunar calendar. */
export const holidays = [
  "new_year",
  "spring_festival",
  "qingming",
  "labour_day",
  "dragon_boat",
  "mid_autumn",
  "national_day",
] as const;
export type Holiday = (typeof holidays)[number];
export const isHoliday = (mark: string): mark is Holiday => (holidays as readonly string[]).includes(mark);

const solar: Record<string, Holiday> = {
  "01-01": "new_year",
  "05-01": "labour_day",
  "05-02": "labour_day",
  "10-01": "national_day",
  "10-02": "national_day",
  "10-03": "national_day",
};
const lunar: Record<string, Holiday> = {
  "1/1": "spring_festival",
  "1/2": "spring_festival",
  "1/3": "spring_festival",
  "5/5": "dragon_boat",
  "8/15": "mid_autumn",
};
const chinese = new Intl.DateTimeFormat("en-u-ca-chinese", {
  timeZone: "Asia/Shanghai",
  month: "numeric",
  day: "numeric",
});

/** The statutory holiday of a day (YYYY-MM-DD), if it is one. */
export function holidayOf(day: string): Holiday | undefined {
  return solar[day.slice(5)] ?? lunar[lunarDay(day)] ?? (isQingming(day) ? "qingming" : undefined);
}

// The day before the first of the first month is New Year's Eve, a holiday since 2025.
const lunarDay = (day: string) => {
  const today = chinese.format(startOfDay(day));
  return chinese.format(startOfDay(addDays(day, 1))) === "1/1" ? "1/1" : today;
};

/** Qingming: the day on which the sun's longitude reaches 15°; this rule holds for the years 2000–2099. */
function isQingming(day: string): boolean {
  if (!day.slice(5).startsWith("04-")) return false;
  const year = Number(day.slice(2, 4));
  return Number(day.slice(8)) === Math.floor(year * 0.2422 + 4.81) - Math.floor(year / 4);
}

/**
 * True near a holiday that it is not: which neighbouring days are free or worked is decreed each year, usually in
 * November, and not known here.
 */
export function isNearHoliday(day: string): boolean {
  if (holidayOf(day) !== undefined) return false;
  return [-6, -5, -4, -3, -2, -1, 1, 2, 3, 4, 5, 6].some((distance) => {
    const holiday = holidayOf(addDays(day, distance));
    return holiday !== undefined && Math.abs(distance) <= longest[holiday];
  });
}

/** How far the free and worked days around a holiday have reached in the decrees. */
const longest: Record<Holiday, number> = {
  new_year: 2,
  spring_festival: 6,
  qingming: 2,
  labour_day: 4,
  dragon_boat: 2,
  mid_autumn: 2,
  national_day: 6,
};

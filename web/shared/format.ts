/** The languages of the product; the first is the source. */
export const languages = ["zh-CN", "en"] as const;
export type Language = (typeof languages)[number];

// Unions work by the clock of Beijing wherever the phone is.
const timeZone = "Asia/Shanghai";

type Options = Intl.DateTimeFormatOptions;
const made = new Map<string, Intl.DateTimeFormat>();

function dates(language: Language, options: Options): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options);
  const known = made.get(key);
  if (known !== undefined) return known;
  // No dateStyle: Safari 14.0 lacks it.
  const format = new Intl.DateTimeFormat(language, { timeZone, hourCycle: "h23", ...options });
  made.set(key, format);
  return format;
}

const clockTime: Options = { hour: "2-digit", minute: "2-digit" };

/** An amount in fen as yuan, without needless zeros: 2000 → ¥20, 1250 → ¥12.50. */
export function formatMoney(language: Language, fen: number): string {
  const digits = fen % 100 === 0 ? 0 : 2;
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return `${fen < 0 ? "-" : ""}¥${new Intl.NumberFormat(language, options).format(Math.abs(fen) / 100)}`;
}

/** An amount as papers of finance show it, with both decimals: 2000 → ¥20.00. */
export const formatExact = (language: Language, fen: number): string =>
  `${fen < 0 ? "-" : ""}¥${new Intl.NumberFormat(language, { minimumFractionDigits: 2 }).format(Math.abs(fen) / 100)}`;

/** Words side by side: 张三、李四; in English with commas. */
export const formatWords = (language: Language, words: readonly string[]): string =>
  words.join(language === "zh-CN" ? "、" : ", ");

/** A number with its thousands marked. */
export const formatNumber = (language: Language, value: number): string =>
  new Intl.NumberFormat(language).format(value);

/** 12:00 */
export const formatTime = (language: Language, instant: Date | string): string =>
  dates(language, clockTime).format(new Date(instant));

/** 12:00:03 */
export const formatSecond = (language: Language, instant: Date | string): string =>
  dates(language, { ...clockTime, second: "2-digit" }).format(new Date(instant));

/** 11月26日 周四 */
export const formatDay = (language: Language, instant: Date | string): string =>
  dates(language, { month: "long", day: "numeric", weekday: "short" }).format(new Date(instant));

/** The last day on which something is good that ends at an instant: an end at midnight belongs to the day before it. */
export const formatLastDay = (language: Language, end: Date | string): string =>
  formatDay(language, new Date(new Date(end).getTime() - 1).toISOString());

/** 2026年11月26日 */
export const formatDate = (language: Language, instant: Date | string): string =>
  dates(language, { year: "numeric", month: "long", day: "numeric" }).format(new Date(instant));

/** 2026年11月 */
export const formatMonth = (language: Language, instant: Date | string): string =>
  dates(language, { year: "numeric", month: "long" }).format(new Date(instant));

/** 11月26日 周四 12:00 */
export const formatDayTime = (language: Language, instant: Date | string): string =>
  dates(language, { month: "long", day: "numeric", weekday: "short", ...clockTime }).format(new Date(instant));

/** 2026-11-26 12:00, for papers that are read in another year. */
export function formatStamp(instant: Date | string): string {
  const day = { year: "numeric", month: "2-digit", day: "2-digit" } as const;
  const parts = dates("en", { ...day, ...clockTime }).formatToParts(new Date(instant));
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")} ${part("hour")}:${part("minute")}`;
}

/** Days between two instants on the calendar of Beijing: 0 today, 1 tomorrow. */
export function daysApart(from: Date | string | number, to: Date | string | number): number {
  const midnight = (instant: Date) => {
    const parts = dates("en", { year: "numeric", month: "numeric", day: "numeric" }).formatToParts(instant);
    const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
    return Date.UTC(part("year"), part("month") - 1, part("day"));
  };
  return Math.round((midnight(new Date(to)) - midnight(new Date(from))) / 86_400_000);
}

/** A rest of time as 1:02:03 or 02:03, never negative; whole seconds, rounded up so that 0 means now. */
export function formatCountdown(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const two = (value: number) => String(value).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

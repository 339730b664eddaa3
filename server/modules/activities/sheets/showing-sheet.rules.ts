import { compileSheet, type Defect, type Values } from "#engines/sheets";

/**
 * The showings of a plan, as offices head them. Days without a year belong to the plan; what is shown is a film's name, with or without
 * its brackets.
 */
export const showingSchema = compileSheet({
  kind: "showings",
  title: "排片表",
  columns: [
    {
      ...{ key: "date", title: "日期", kind: "text", required: true, maxLength: 40 },
      synonyms: ["放映日期", "播放日期", "活动日期", "上映日期", "时间(日期)", "放映时间(日期)", "date"],
      ...{ guidance: "如 2026-12-02 或 12月2日,在这份排片的日期以内。", example: "2026-12-02" },
    },
    {
      ...{ key: "time", title: "时间", kind: "time", required: true, example: "18:30" },
      synonyms: ["放映时间", "播放时间", "开场时间", "开映时间", "开始时间", "场次时间", "开场", "场次", "time"],
    },
    {
      ...{ key: "hall", title: "影厅", kind: "text", required: true, maxLength: 60 },
      synonyms: ["放映厅", "厅", "厅号", "地点", "放映地点", "场地", "hall"],
      ...{ guidance: "影厅的名称,照场所里登记的写。", example: "一号厅" },
    },
    {
      ...{ key: "film", title: "影片", kind: "text", required: true, maxLength: 60 },
      synonyms: ["片名", "影片名称", "电影", "电影名称", "放映影片", "节目", "film"],
      ...{ guidance: "片库里还没有的,写入时会添上。", example: "长津湖" },
    },
    {
      ...{ key: "minutes", title: "片长", kind: "text", maxLength: 20 },
      synonyms: ["时长", "影片时长", "minutes"],
      ...{ guidance: "分钟数,可不填。", example: "118" },
    },
  ],
  check: minutesReadable,
});

function minutesReadable({ minutes }: Values): Defect[] {
  const isUnclear = minutes !== null && minutes !== undefined && readMinutes(minutes) === undefined;
  return isUnclear ? [{ column: "minutes", code: "showing.minutes" }] : [];
}

const two = (value: number) => String(value).padStart(2, "0");

function dayOfParts(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
    ? `${year}-${two(month)}-${two(day)}`
    : undefined;
}

/** Spreadsheets count days from the end of 1899. */
const daysFrom1900 = 25_569;

/**
 * A day as offices write it: 2026年12月2日(周三), 2026.12.2, 12月2日, 12/2, or the number of a spreadsheet. Without a year it is the one that
 * lies in the plan.
 */
export function readDay(value: unknown, within: { startsOn: string; endsOn: string }): string | undefined {
  const text = String(value ?? "")
    .normalize("NFKC")
    .replace(/[((]?(周|星期|礼拜)[一二三四五六日天][))]?/g, "")
    .trim();
  if (/^[2-7]\d{4}$/.test(text)) return new Date((Number(text) - daysFrom1900) * 86_400_000).toISOString().slice(0, 10);
  const whole = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/.exec(text);
  if (whole) return dayOfParts(Number(whole[1]), Number(whole[2]), Number(whole[3]));
  const short = /^(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?$/.exec(text);
  if (short === null) return undefined;
  const years = [...new Set([within.startsOn, within.endsOn].map((day) => Number(day.slice(0, 4))))];
  const days = years.flatMap((year) => dayOfParts(year, Number(short[1]), Number(short[2])) ?? []);
  return days.find((day) => day >= within.startsOn && day <= within.endsOn) ?? days[0];
}

/** Minutes: 118, "118分钟", "1小时58分". */
export function readMinutes(value: unknown): number | undefined {
  const text = String(value ?? "").normalize("NFKC");
  const found = /^(?:(\d+)小时)?(?:(\d+)(?:分钟?|min)?)?$/i.exec(text.replace(/\s/g, ""));
  const minutes = found === null ? 0 : Number(found[1] ?? 0) * 60 + Number(found[2] ?? 0);
  return minutes >= 1 && minutes <= 600 ? minutes : undefined;
}

/** A film's name without its brackets. */
export const readFilm = (value: unknown): string =>
  String(value ?? "")
    .normalize("NFKC")
    .trim()
    .replace(/^[《<]+|[》>]+$/g, "")
    .trim();

/** A name as it is compared: without spaces, with digits for 一二三. */
export const bare = (name: string): string =>
  name
    .normalize("NFKC")
    .replace(/[\s·]/g, "")
    .replace(/[一二三四五六七八九]/g, (digit) => String("一二三四五六七八九".indexOf(digit) + 1))
    .replace(/号厅$/, "厅")
    .toLowerCase();

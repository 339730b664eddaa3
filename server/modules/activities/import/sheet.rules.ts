import { type Cell as AnyCell, compileSheet, editDistance } from "#engines/sheets";

export type Cell = AnyCell | undefined;

/**
 * The columns of a plan of showings, as offices head them. What stands in them is read below: days without a year belong to the plan,
 * and 晚上6点半 is a time.
 */
export const showings = compileSheet({
  kind: "showings",
  title: "排片表",
  columns: [
    {
      ...{ key: "date", title: "日期", kind: "text", required: true },
      synonyms: ["放映日期", "播放日期", "活动日期", "上映日期", "时间(日期)", "放映时间(日期)", "date"],
    },
    {
      ...{ key: "time", title: "时间", kind: "text", required: true },
      synonyms: ["放映时间", "播放时间", "开场时间", "开映时间", "开始时间", "场次时间", "开场", "场次", "time"],
    },
    {
      ...{ key: "hall", title: "影厅", kind: "text", required: true },
      synonyms: ["放映厅", "厅", "厅号", "地点", "放映地点", "场地", "hall"],
    },
    {
      ...{ key: "film", title: "影片", kind: "text", required: true },
      synonyms: ["片名", "影片名称", "电影", "电影名称", "放映影片", "节目", "film"],
    },
    { ...{ key: "minutes", title: "片长", kind: "text" }, synonyms: ["时长", "影片时长", "minutes"] },
  ],
});

const textOf = (cell: Cell): string =>
  cell === null || cell === undefined || cell instanceof Date
    ? ""
    : String(cell).normalize("NFKC").replace(/\s+/g, " ").trim();

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
 * A day as offices write it: 2026年12月2日(周三), 2026.12.2, 12月2日, 12/2, or a date of the spreadsheet. Without a year it is the one that lies in
 * the plan.
 */
export function readDay(cell: Cell, within: { startsOn: string; endsOn: string }): string | undefined {
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  if (typeof cell === "number" && cell > 20_000 && cell < 80_000)
    return new Date((Math.floor(cell) - daysFrom1900) * 86_400_000).toISOString().slice(0, 10);
  const text = textOf(cell)
    .replace(/[((]?(周|星期|礼拜)[一二三四五六日天][))]?/g, "")
    .trim();
  const whole = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/.exec(text);
  if (whole) return dayOfParts(Number(whole[1]), Number(whole[2]), Number(whole[3]));
  const short = /^(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?$/.exec(text);
  if (short === null) return undefined;
  const years = [...new Set([within.startsOn, within.endsOn].map((day) => Number(day.slice(0, 4))))];
  const days = years.flatMap((year) => dayOfParts(year, Number(short[1]), Number(short[2])) ?? []);
  return days.find((day) => day >= within.startsOn && day <= within.endsOn) ?? days[0];
}

/** A time of day as offices write it: 18:30, 18：30, 18点30分, 晚上6点半, 6:30 PM, 18:30-20:30, or a time of the spreadsheet. */
export function readTime(cell: Cell): string | undefined {
  if (cell instanceof Date) return cell.toISOString().slice(11, 16);
  if (typeof cell === "number") return cell >= 0 && cell < 1 ? ofMinutes(Math.round(cell * 1440)) : undefined;
  const text = textOf(cell).replace(/\s/g, "");
  const found =
    /^(凌晨|早上|上午|中午|下午|傍晚|晚上|晚)?(\d{1,2})(?:[:.点时](\d{1,2}|半)?分?)?(?::\d{2})?(AM|PM)?(?:[-~至到].*)?$/i.exec(
      text,
    );
  if (found === null) return undefined;
  const [, part = "", hour = "", rest = "", half = ""] = found;
  const minutes = rest === "半" ? 30 : Number(rest === "" ? 0 : rest);
  const late = /下午|傍晚|晚/.test(part) || /pm/i.test(half);
  const hours = Number(hour) + (late && Number(hour) < 12 ? 12 : 0);
  return hours < 24 && minutes < 60 ? `${two(hours)}:${two(minutes)}` : undefined;
}

const ofMinutes = (minutes: number): string | undefined =>
  minutes < 1440 ? `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}` : undefined;

/** Minutes: 118, "118分钟", "1小时58分". */
export function readMinutes(cell: Cell): number | undefined {
  if (typeof cell === "number") return cell >= 1 && cell <= 600 ? Math.round(cell) : undefined;
  const found = /^(?:(\d+)小时)?(?:(\d+)(?:分钟?|min)?)?$/i.exec(textOf(cell).replace(/\s/g, ""));
  const minutes = found === null ? 0 : Number(found[1] ?? 0) * 60 + Number(found[2] ?? 0);
  return minutes >= 1 && minutes <= 600 ? minutes : undefined;
}

export const readText = textOf;

/** A film's name without its brackets. */
export const readFilm = (cell: Cell): string =>
  textOf(cell)
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

/** The names nearest to what was written, at most three. */
export const nearest = (written: string, names: readonly string[]): string[] =>
  names
    .map((name) => ({ name, far: editDistance(bare(written), bare(name)) }))
    .sort((a, b) => a.far - b.far)
    .slice(0, 3)
    .map(({ name }) => name);

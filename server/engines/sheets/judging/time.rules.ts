import type { Cell } from "../sheets.types.ts";
import { compact } from "./text.rules.ts";

const pattern =
  /^(凌晨|早上|上午|中午|下午|傍晚|晚上|晚)?(\d{1,2})(?:[:.点时](\d{1,2}|半)?分?)?(?::\d{2})?(AM|PM)?(?:[-~至到].*)?$/i;

/**
 * A time of day as offices write it, as HH:MM: 18:30, 18：30, 18点30分, 晚上6点半, 6:30 PM, 18:30-20:30 (its beginning), or a time of the
 * spreadsheet. Undefined for everything else, and for 晚上12点 or 晚上1点, which are of the day before or of the next.
 */
export function readTime(cell: Cell): string | undefined {
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? undefined : cell.toISOString().slice(11, 16);
  if (typeof cell === "number") return cell >= 0 && cell < 1 ? ofMinutes(Math.round(cell * 1440)) : undefined;
  const found = pattern.exec(compact(String(cell ?? "")));
  if (found === null) return undefined;
  const [, part = "", hour = "", rest = "", half = ""] = found;
  const minutes = rest === "半" ? 30 : Number(rest === "" ? 0 : rest);
  const hours = hourOf(part + half.toLowerCase(), Number(hour));
  return hours !== undefined && hours < 24 && minutes < 60 ? ofMinutes(hours * 60 + minutes) : undefined;
}

/** The hour of the day (0 to 23) of one that is said with its part of the day. */
function hourOf(part: string, hour: number): number | undefined {
  if (/晚/.test(part) && (hour === 12 || hour < 4)) return undefined;
  if (hour === 12 && /凌晨|am/.test(part)) return 0;
  const isLate = /下午|傍晚|晚|pm/.test(part) || (part === "中午" && hour < 4);
  return isLate && hour < 12 ? hour + 12 : hour;
}

const two = (value: number) => String(value).padStart(2, "0");
const ofMinutes = (minutes: number): string | undefined =>
  minutes < 1440 ? `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}` : undefined;

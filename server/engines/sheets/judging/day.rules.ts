import { dayOf } from "#kernel/business-day";
import type { Cell } from "../sheets.types.ts";
import { compact, tidy, written } from "./text.rules.ts";

const two = (value: number): string => String(value).padStart(2, "0");

/** A day that exists, between 1900 and 2100. */
function dayOfParts(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists && year >= 1900 && year <= 2100 ? `${year}-${two(month)}-${two(day)}` : undefined;
}

/** Days between the spreadsheets' day 0 (30 December 1899) and 1 January 1970. */
const daysBefore1970 = 25_569;
const millisecondsADay = 86_400_000;

/** A day counted from the end of 1899. What could be a year (1985) or a month (1985.3) of somebody's hand is none. */
function ofSerial(serial: number): string | undefined {
  if (serial < 3_000 || serial >= 73_415) return undefined;
  return new Date((Math.floor(serial) - daysBefore1970) * millisecondsADay).toISOString().slice(0, 10);
}

const inParts = /^(\d{4})[\p{Pd}/.年、。,](\d{1,2})[\p{Pd}/.月、。,](\d{1,2})[日号]?[.。]?$/u;
const inEight = /^(\d{4})(\d{2})(\d{2})$/;
const timeBehind = /(?<=[\d日号])[T\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$/u;
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/;
const weekday = /[(（]?(?:周|星期|礼拜)[一二三四五六日天][)）]?/u;

/** Digits for 一九八五年三月十二日. */
function withDigits(text: string): string {
  const digits = "〇一二三四五六七八九";
  const ones = text.replace(/[零○]/gu, "〇");
  const tens = ones.replace(/([一二三])?十([一二三四五六七八九])?/gu, (_all, ten: string | undefined, one) =>
    String((ten === undefined ? 1 : digits.indexOf(ten)) * 10 + (one === undefined ? 0 : digits.indexOf(one))),
  );
  return tens.replace(/[〇一二三四五六七八九]/gu, (digit) => String(digits.indexOf(digit)));
}

/**
 * A day as offices write it, as YYYY-MM-DD: 1985.3.12, 1985年3月12日, 1985/3/12, 19850312, with a weekday or a time behind it, in Chinese
 * digits, a date of the spreadsheet or its number. Undefined for what has no day (1985年3月), no century (85.3.12), the day before the
 * year (3/12/1985 is March or December), or does not exist.
 */
export function readDay(cell: Cell): string | undefined {
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? undefined : ofDate(cell);
  if (typeof cell === "number" && cell < 1_000_000) return ofSerial(cell);
  const text = tidy(written(cell).normalize("NFKC"));
  if (instant.test(text)) return ofInstant(text);
  const day = compact(text.replace(timeBehind, "")).replace(weekday, "");
  const found = inEight.exec(day) ?? inParts.exec(/[一二三四五六七八九十]/u.test(day) ? withDigits(day) : day);
  return found === null ? undefined : dayOfParts(Number(found[1]), Number(found[2]), Number(found[3]));
}

const ofDate = (date: Date): string | undefined =>
  dayOfParts(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());

function ofInstant(text: string): string | undefined {
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? undefined : readDay(dayOf(at));
}

import { addDays } from "#kernel/business-day";
import type { DayKind } from "./calendar.rules.ts";

export interface CalendarDay {
  day: string;
  kind: DayKind;
  name: string;
}

const pad = (text: string | undefined) => (text ?? "").padStart(2, "0");
const isDay = (day: string) => !Number.isNaN(Date.parse(`${day}T00:00:00Z`)) && addDays(day, 0) === day;

/**
 * Reads the days out of a decree as it is published ("二、春节：2月15日（…）至23日（…）放假调休，共9天。2月14日（周六）上班。"), or out of lines
 * such as "2027-01-01 放假 元旦". What is neither is passed over. Days come in their order, each once; the later word wins.
 */
export function readDecree(text: string, year: number): CalendarDay[] {
  const found = new Map<string, CalendarDay>();
  for (const line of text.split(/\n/)) {
    for (const one of [...readLine(line.trim(), year), ...readParagraph(line.trim(), year)]) found.set(one.day, one);
  }
  return [...found.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}

function readLine(line: string, year: number): CalendarDay[] {
  const match = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})[\s,，]+(放假|休|上班|班)[\s,，]*(.*)$/.exec(line);
  if (match === null || Number(match[1]) !== year) return [];
  const day = `${match[1]}-${pad(match[2])}-${pad(match[3])}`;
  const kind = match[4] === "放假" || match[4] === "休" ? "free" : "worked";
  return [{ day, kind, name: (match[5] ?? "").trim().slice(0, 40) } as const].filter((one) => isSound(one.day));
}

function readParagraph(line: string, year: number): CalendarDay[] {
  const head = /^(?:[一二三四五六七八九十]+、)?\s*([^：:]{1,20})[：:](.+)$/.exec(line);
  if (head === null) return [];
  const name = (head[1] ?? "").trim();
  // What stands in brackets is the lunar day and the weekday.
  const sentences = (head[2] ?? "").replace(/[（(][^）)]*[）)]/g, "").split("。");
  return sentences.flatMap((sentence): CalendarDay[] => {
    if (sentence.includes("上班")) return daysNamed(sentence, year).map((day) => ({ day, kind: "worked", name }));
    return sentence.includes("放假") ? rangesNamed(sentence, year).map((day) => ({ day, kind: "free", name })) : [];
  });
}

const daysNamed = (text: string, year: number): string[] =>
  [...text.matchAll(/(\d{1,2})月(\d{1,2})日/g)].map((m) => `${year}-${pad(m[1])}-${pad(m[2])}`).filter(isSound);

/** "1月28日至2月4日", "4月4日至6日", "1月1日". */
function rangesNamed(text: string, year: number): string[] {
  return [...text.matchAll(/(\d{1,2})月(\d{1,2})日(?:至(?:(\d{1,2})月)?(\d{1,2})日)?/g)].flatMap((m) => {
    const first = `${year}-${pad(m[1])}-${pad(m[2])}`;
    const last = m[4] === undefined ? first : `${year}-${pad(m[3] ?? m[1])}-${pad(m[4])}`;
    if (!isSound(first) || !isSound(last)) return [];
    const days: string[] = [];
    for (let day = first; day <= last && days.length < 31; day = addDays(day, 1)) days.push(day);
    return days;
  });
}

function isSound(day: string): boolean {
  try {
    return isDay(day);
  } catch {
    return false;
  }
}

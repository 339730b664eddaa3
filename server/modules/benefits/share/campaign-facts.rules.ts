import { atBusinessPlace } from "#kernel/business-day";
import { momentText, weekdayName } from "#kernel/share/moments.rules";
import type { Language } from "#kernel/share/shareables";
import { audienceText, type EligibilityRule } from "#modules/releases";

export interface CampaignToTell {
  union: string;
  startsOn: string;
  endsOn: string;
  openings: readonly Date[];
  eligibility: readonly EligibilityRule[];
  stores: readonly { merchant: string }[];
}

/** When, where and for whom, in a poster's few words. Pure. */
export function factsOf(campaign: CampaignToTell, language: Language): { label: string; text: string }[] {
  const say = texts[language];
  return [
    { label: say.when, text: say.days(dateText(campaign.startsOn, language), dateText(campaign.endsOn, language)) },
    { label: say.opens, text: openingsText(campaign.openings, language) },
    { label: say.where, text: whereText(campaign.stores, language) },
    { label: say.who, text: audienceText(campaign, language) },
  ].filter(({ text }) => text !== "");
}

interface Texts {
  when: string;
  opens: string;
  where: string;
  who: string;
  days: (from: string, to: string) => string;
  and: string;
  weekday: (days: string[]) => string;
  daily: string;
  andMore: (first: string, rounds: number) => string;
  stores: (names: string, more: boolean, counts: { merchants: number; stores: number }) => string;
}

const texts: Record<Language, Texts> = {
  "zh-CN": {
    ...{ when: "时间", opens: "放券", where: "在哪用", who: "谁能参加", and: "、", daily: "每天" },
    days: (from, to) => (from === to ? from : `${from}至${to}`),
    weekday: (days) => `每周${days.join("、")}`,
    andMore: (first, rounds) => `${first}起，共${rounds}轮`,
    stores: (names, more, { merchants, stores }) =>
      more ? `${names}等${merchants}家商户、${stores}家门店` : `${names}，共${stores}家门店`,
  },
  en: {
    ...{ when: "Dates", opens: "Opens", where: "Where", who: "For whom", and: ", ", daily: "Every day" },
    days: (from, to) => (from === to ? from : `${from} – ${to}`),
    weekday: (days) => `Every ${days.join(", ")}`,
    andMore: (first, rounds) => `From ${first}, ${rounds} rounds`,
    stores: (names, more, { merchants, stores }) =>
      more ? `${names} and others: ${merchants} merchants, ${stores} stores` : `${names}: ${stores} stores`,
  },
};

function dateText(day: string, language: Language): string {
  const [year, month = "", date = ""] = day.split("-").map((part) => String(Number(part)));
  return language === "en" ? `${date}/${month}/${year}` : `${year}年${month}月${date}日`;
}

/** The weekdays and the hour when rounds come regularly, the moments themselves when they are few, else the first. */
function openingsText(openings: readonly Date[], language: Language): string {
  const say = texts[language];
  const [first] = openings;
  if (first === undefined) return "";
  if (openings.length <= 3) return openings.map((at) => momentText(at, language)).join(say.and);
  const places = openings.map(atBusinessPlace);
  const hours = new Set(places.map(({ hour, minute }) => `${hour}:${String(minute).padStart(2, "0")}`));
  const weekdays = [...new Set(places.map(({ dayOfWeek }) => dayOfWeek))].sort((a, b) => a - b);
  const regular =
    hours.size === 1 && (weekdays.length <= 3 || weekdays.length === 7) && weeksAreFull(openings, weekdays);
  if (!regular) return say.andMore(momentText(first, language), openings.length);
  const days = weekdays.map((weekday) => weekdayName(weekday, language));
  return `${weekdays.length === 7 ? say.daily : say.weekday(days)} ${[...hours][0]}`;
}

/** No week is left out: from one opening to the next it is never more than a week. */
const weeksAreFull = (openings: readonly Date[], weekdays: readonly number[]): boolean =>
  openings.every((at, index) => {
    const before = openings[index - 1];
    return before === undefined || at.getTime() - before.getTime() <= (weekdays.length === 7 ? 1 : 7) * 86_400_000;
  });

function whereText(stores: CampaignToTell["stores"], language: Language): string {
  const merchants = [...new Set(stores.map(({ merchant }) => merchant))];
  if (merchants.length === 0) return "";
  const names = merchants.slice(0, 2).join(texts[language].and);
  return texts[language].stores(names, merchants.length > 2, { merchants: merchants.length, stores: stores.length });
}

import type { Translated } from "../../../shared/i18n/languages.ts";
import type * as source from "./zh-CN.ts";

export const campaigns: Translated<typeof source.campaigns> = {
  title: "Campaign",
  results: "Search results",
  none: "Nothing found for “{{query}}”. Try another word, such as a campaign or a voucher.",
  empty: "No campaign is running now.",
  period: "{{from}} to {{to}}",
  cover: "Picture of “{{title}}”",
  kinds: "The vouchers",
  rules: "Rules",
  stores_one: "Where to use it ({{count}} store)",
  stores_other: "Where to use it ({{count}} stores)",
  badge: "Friend of the union",
  map: "See it on a map",
  allStores_one: "Show {{count}}",
  allStores_other: "Show all {{count}}",
  rounds: "Releases",
  past_one: "Show {{count}} that is over",
  past_other: "Show {{count}} that are over",
  coming_one: "Show {{count}} more to come",
  coming_other: "Show {{count}} more to come",
  roundAt: "Opens {{at}}",
  validDays_one: "Valid for {{count}} day once you have it",
  validDays_other: "Valid for {{count}} days once you have it",
};

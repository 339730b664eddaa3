/** Texts of campaigns. */
export const campaigns = {
  title: "活动",
  results: "搜索结果",
  none: "没有找到“{{query}}”。换个词试试,比如活动或券的名字。",
  empty: "现在没有进行中的活动。",
  period: "{{from}} 至 {{to}}",
  cover: "“{{title}}”的活动图片",
  kinds: "有哪些券",
  rules: "规则",
  stores_other: "可用门店({{count}} 家)",
  allStores_other: "看全部 {{count}} 家",
  rounds: "各批放票",
  past_other: "看已经过去的 {{count}} 场",
  coming_other: "看后面的 {{count}} 场",
  roundAt: "{{at}} 开放",
  validDays_other: "领到后 {{count}} 天内有效",
} as const;

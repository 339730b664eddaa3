import type { Translated } from "../../../shared/i18n/languages.ts";
import type * as source from "./zh-CN.ts";

export const statistics: Translated<typeof source.statistics> = {
  title: "Figures",
  about: "As of any day: by the affiliations of that day, or restated on today's tree.",
  tab: { organisations: "Organisations" },
  organisation: "Of which organisation and below",
  day: "Which day",
  tree: "By whose affiliations",
  trees: { reported: "As reported then", today: "On today's tree" },
  totals: { total: "Organisations", unions: "Unions among them", newForm: "Of new employment forms" },
  dimension: "By",
  dimensions: {
    kind: "By kind",
    industry: "By industry",
    class: "By class",
    unitType: "By type of unit",
    newForm: "By new employment forms",
    region: "By region",
  },
  value: "Value",
  organisations: "Number",
  share: "Share",
  notGiven: "Not given",
  newForm: "New employment forms",
  notNewForm: "Others",
  nothing: "No organisation on that day.",
  save: "Save as CSV",
};

import type { Translated } from "../../../shared/i18n/languages.ts";
import type * as source from "./zh-CN.ts";

export const kindness: Translated<typeof source.kindness> = {
  title: "Birthday wishes and condolence",
  about:
    "All off until you say so, and off again whenever you like. Your union sees how many agree, not whose birthday is when.",
  kind: {
    birthday: {
      legend: "Birthday wishes",
      hint: "A line in your messages on your birthday, once a year. For 29 February: on the 28th in other years.",
    },
    condolence: {
      legend: "Condolence",
      hint: "When I am ill, in need or bereaved, people of the union may get in touch and visit. My union sees it in my file.",
    },
  },
  agree: "I agree",
  no: "No",
  since: "Agreed since {{date}}",
};

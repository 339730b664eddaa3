import type { Translated } from "../../../shared/i18n/languages.ts";
import type * as source from "./zh-CN.ts";

export const services: Translated<typeof source.services> = {
  title: "Services",
  about: "What this union and those below it did; what others did is read by them and by whoever stands above both.",
  empty: "Nothing yet. Vouchers used, entries and joinings appear by themselves.",
  day: "Day",
  what: "Service",
  kindTitle: "Kind",
  by: "Served by",
  count: "Counts as",
  kind: {
    voucher: "Voucher used",
    activity: "Activity attended",
    joining: "Joining",
    transfer: "Transfer",
    correction: "Correction",
  },
  unit: { visit: "visit", case: "case" },
  takenBack: "taken back {{date}}",
  condolence: "Condolence",
  condolenceSince: "Agrees to visits since {{date}}",
  noCondolence: "Has not agreed",
  more: "Earlier",
};

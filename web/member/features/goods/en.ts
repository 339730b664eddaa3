import type { Translated } from "../../../shared/i18n/languages.ts";
import type * as source from "./zh-CN.ts";

export const goods: Translated<typeof source.goods> = {
  title: "Goods for vouchers",
  about: "Recommended by the union, cheaper with a voucher in the store.",
  empty: "No goods are recommended now. New ones will be here.",
  none: "Nothing found for “{{query}}”. Try another word, or another origin.",
  noneHere: "No goods from here now; look at others.",
  origins: "By origin",
  anywhere: "From anywhere",
  from: "From {{origin}}",
  picture: "Photo of {{name}}",
  until: "Recommended until {{day}}",
  how: "Vouchers you can use",
  howHelp: "Get a voucher first; at the till open its code and let the clerk scan it.",
  tradeIn: "Trade-in: bring the old article; its kind and number are recorded at the till.",
  toCampaign: "Get a voucher: {{title}}",
  where: "Where to buy",
  nowhere: "The stores take no vouchers at the moment. Look again in a few days.",
  more: "Show more",
  look: "Have a look",
};

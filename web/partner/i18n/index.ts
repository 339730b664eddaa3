import type { EntranceTexts } from "../../shared/i18n/index.ts";
import { shared } from "../../shared/i18n/zh-CN.ts";
import { partner } from "./zh-CN.ts";

declare module "i18next" {
  interface ResourceNamespaceMap {
    partner: typeof partner;
  }
}

/** The texts of the partner entrance: `useTranslation("partner")`. */
export const partnerTexts: EntranceTexts = {
  namespace: "partner",
  source: partner,
  shared,
  others: { en: async () => (await import("./en.ts")).partner },
};

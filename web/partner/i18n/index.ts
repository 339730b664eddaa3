import type { EntranceTexts } from "../../shared/i18n/index.ts";
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
  others: { en: async () => (await import("./en.ts")).partner },
};

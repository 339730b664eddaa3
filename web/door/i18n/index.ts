import type { EntranceTexts } from "../../shared/i18n/index.ts";
import { shared } from "../../shared/i18n/zh-CN.ts";
import { door } from "./zh-CN.ts";

declare module "i18next" {
  interface ResourceNamespaceMap {
    door: typeof door;
  }
}

/** The texts of the door entrance: `useTranslation("door")`. */
export const doorTexts: EntranceTexts = {
  namespace: "door",
  source: door,
  shared,
  others: { en: async () => (await import("./en.ts")).door },
};

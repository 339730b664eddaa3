import type { EntranceTexts } from "../../shared/i18n/index.ts";
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
  others: { en: async () => (await import("./en.ts")).door },
};

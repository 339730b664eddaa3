import type { EntranceTexts } from "../../shared/i18n/index.ts";
import { shared } from "../../shared/i18n/zh-CN.ts";
import { texts } from "./zh-CN.ts";

declare module "i18next" {
  interface ResourceNamespaceMap {
    console: typeof texts;
  }
}

/** The texts of the console: `useTranslation("console")`. */
export const consoleTexts: EntranceTexts = {
  namespace: "console",
  source: texts,
  shared,
  others: { en: async () => (await import("./en.ts")).texts },
};

import type { EntranceTexts } from "../../shared/i18n/index.ts";
import { plaque } from "./zh-CN.ts";

declare module "i18next" {
  interface ResourceNamespaceMap {
    plaque: typeof plaque;
  }
}

/** The texts behind a plaque's QR code: `useTranslation("plaque")`. */
export const plaqueTexts: EntranceTexts = {
  namespace: "plaque",
  source: plaque,
  others: { en: async () => (await import("./en.ts")).plaque },
};

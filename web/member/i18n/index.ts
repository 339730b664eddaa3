import type { EntranceTexts } from "../../shared/i18n/index.ts";
import { member } from "./zh-CN.ts";

declare module "i18next" {
  interface ResourceNamespaceMap {
    member: typeof member;
  }
}

/** The texts of the member entrance: `useTranslation("member")`. */
export const memberTexts: EntranceTexts = {
  namespace: "member",
  source: member,
  others: { en: async () => (await import("./en.ts")).member },
};

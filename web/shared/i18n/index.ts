import i18next from "i18next";
import { initReactI18next, useTranslation } from "react-i18next";
import { type Language, languages } from "../format.ts";
import { common } from "./common-texts.ts";
import { preferredLanguage, rememberLanguage } from "./languages.ts";
import type { shared } from "./zh-CN.ts";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "shared";
    returnNull: false;
  }
  // Each entrance adds its own namespace beside this one (see web/member/i18n/index.ts).
  interface ResourceNamespaceMap {
    shared: typeof shared;
  }
}

type Texts = Record<string, unknown>;

/** The texts of one entrance: the source comes with the page, other languages when somebody reads them. */
export interface EntranceTexts {
  namespace: string;
  source: Texts;
  /** The shared texts with those of work, where people work; phones of members load the common ones alone. */
  shared?: Texts;
  others: Record<Exclude<Language, "zh-CN">, () => Promise<Texts>>;
}

let entrance: EntranceTexts | undefined;

/** Starts the texts of an entrance in the reader's language. Await it before the first render. */
export async function startTexts(texts: EntranceTexts): Promise<void> {
  entrance = texts;
  await i18next.use(initReactI18next).init({
    lng: "zh-CN",
    fallbackLng: "zh-CN",
    supportedLngs: [...languages],
    ns: ["shared", texts.namespace],
    defaultNS: "shared",
    resources: { "zh-CN": { shared: texts.shared ?? common, [texts.namespace]: texts.source } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  // Without the other language's file (no network) the source is better than nothing.
  await showLanguage(preferredLanguage()).catch(() => showLanguage("zh-CN"));
}

/** Changes the language, loading its texts when they are not there yet, and remembers it. */
export async function chooseLanguage(language: Language): Promise<void> {
  await showLanguage(language);
  rememberLanguage(language);
}

async function showLanguage(language: Language): Promise<void> {
  if (language !== "zh-CN" && entrance !== undefined && !i18next.hasResourceBundle(language, "shared")) {
    const [own, common] = await Promise.all([entrance.others[language](), import("./en.ts")]);
    i18next.addResourceBundle(language, entrance.namespace, own);
    i18next.addResourceBundle(language, "shared", common.shared);
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

/** The language on the screen, for the functions of format.ts. */
export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return languages.find((language) => language === i18n.language) ?? "zh-CN";
}

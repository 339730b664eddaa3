import { type Language, languages } from "../format.ts";
import { safeStorage } from "../safe-storage.ts";

const storageKey = "gonghui.language";

/** The same keys as the source with texts of another language, and a singular beside each `_other`. */
export type Translated<Source> = {
  [Key in keyof Source]: Source[Key] extends string ? string : Translated<Source[Key]>;
} & { [Key in keyof Source as Key extends `${infer Base}_other` ? `${Base}_one` : never]?: string };

/** What the reader chose, else what the browser prefers, else the source language. */
export function preferredLanguage(): Language {
  const chosen = safeStorage("localStorage", { everywhere: true }).getItem(storageKey);
  const known = languages.find((language) => language === chosen);
  if (known !== undefined) return known;
  return navigator.language.toLowerCase().startsWith("zh") ? "zh-CN" : "en";
}

/** Remembers the reader's choice in this browser. */
export function rememberLanguage(language: Language): void {
  safeStorage("localStorage", { everywhere: true }).setItem(storageKey, language);
}

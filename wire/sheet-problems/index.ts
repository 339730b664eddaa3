import * as english from "./en.ts";
import * as chinese from "./zh-CN.ts";

type Texts = Readonly<Record<string, string>>;

/** By the first part of a code, e.g. `sheets` of `sheets.id_short`. */
const texts: Record<"zh-CN" | "en", Readonly<Record<string, Texts>>> = {
  "zh-CN": {
    ...{ sheets: chinese.sheets, person: chinese.personDefects },
    ...{ organisation: chinese.organisationDefects, list: chinese.listDefects, merchant: chinese.merchantDefects },
    ...{ showing: chinese.showingDefects, door: chinese.doorDefects, quota: chinese.quotaDefects },
  },
  en: {
    ...{ sheets: english.sheets, person: english.personDefects },
    ...{ organisation: english.organisationDefects, list: english.listDefects, merchant: english.merchantDefects },
    ...{ showing: english.showingDefects, door: english.doorDefects, quota: english.quotaDefects },
  },
};

export interface SheetProblem {
  code: string;
  params?: Readonly<Record<string, string | number>>;
}

/**
 * What to do about a problem, in one language; where a number of the sentence is not known, its general form. What nobody has written a
 * text for is said by its code.
 */
export function sayProblem(language: "zh-CN" | "en", { code, params = {} }: SheetProblem): string {
  const [group = "", name = ""] = code.split(".");
  const known = texts[language][group] ?? {};
  const text = known[name];
  const names = Array.from((text ?? "").matchAll(/\{\{(\w+)\}\}/g), (match) => match[1] ?? "");
  const chosen = names.every((one) => one in params) ? text : known[`${name}_general`];
  return (chosen ?? known[`${name}_general`] ?? code).replace(/\{\{(\w+)\}\}/g, (_, one) => String(params[one] ?? ""));
}

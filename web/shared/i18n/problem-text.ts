import i18next from "i18next";
import { useCallback } from "react";
import { ApiProblem } from "../api-problem.ts";
import type { Params } from "../api-types/index.ts";
import { formatDay, formatDayTime, formatMoney, formatNumber, type Language } from "../format.ts";
import { useLanguage } from "./index.ts";

/** What happened and the way out, in the reader's language, for anything that was thrown. */
export function useProblemText(): (error: unknown) => string {
  const language = useLanguage();
  return useCallback((error: unknown) => problemText(language, error), [language]);
}

/** The text for a problem; a code without a text of its own is told by its kind, never as a code. */
export function problemText(language: Language, error: unknown): string {
  if (!(error instanceof ApiProblem)) return textOf("unknown", {});
  const wait = error.retryAfter === undefined ? {} : waitOf(error.retryAfter);
  return codeText(language, error.code, { ...wait, ...error.params }) ?? textOf(kindOf(error.status), {});
}

const waitOf = (seconds: number) => ({ retryAfter: seconds, retryMinutes: Math.ceil(seconds / 60) });

/** The text for a code as the server gives it, also outside of errors (a refusal that was kept); undefined if unknown. */
export const codeText = (language: Language, code: string, params: Params): string | undefined =>
  serverText(language, `problem.${code}`, params);

/** The text for a rule of a release, such as who it is for; undefined if this page does not know it. */
export const ruleText = (language: Language, code: string, params: Params): string | undefined =>
  serverText(language, `rule.${code}`, params);

function serverText(language: Language, key: string, params: Params): string | undefined {
  const values = readable(language, params);
  // A text with a value that did not come is worse than its brief form, or the general one.
  const fits = (candidate: string) => exists(candidate) && variablesOf(candidate).every((name) => name in values);
  const found = [key, `${key}_brief`, `${key}_general`].find(fits);
  return found && plainT(found, values);
}

// Keys are built at run time here and only here, so the typed `t` of the pages does not fit.
const plainT = (key: string, values: Record<string, string>): string =>
  (i18next.t as (key: string, options: object) => string)(`shared:${key}`, values);

const exists = (key: string): boolean => i18next.exists(`shared:${key}`);

const textOf = (code: string, values: Record<string, string>): string => plainT(`problem.${code}`, values);

function variablesOf(key: string): string[] {
  const raw: unknown = i18next.getResource(i18next.language, "shared", key);
  return typeof raw === "string" ? Array.from(raw.matchAll(/\{\{(\w+)\}\}/g), (match) => match[1] ?? "") : [];
}

/** Values as people read them: instants by …At, …From and …Until, dates by …Day, money by …Fen, a year as it is, reasons of eligibility as a sentence. */
export function readable(language: Language, params: Params): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(params)) {
    if (value !== null) values[name] = readableValue(language, name, value);
  }
  // A reason may say more with the other values: until when, how often.
  const { reason, permission } = values;
  if (permission !== undefined) {
    const key = `permission.${permission}`;
    // A permission without a name says nothing to anybody: the general form of the text does.
    if (exists(key)) values.permission = plainT(key, {});
    else delete values.permission;
  }
  if (reason !== undefined && exists(`reason.${reason}`)) values.reason = reasonText(reason, values);
  return values;
}

function reasonText(reason: string, values: Record<string, string>): string {
  const fits = (key: string) => exists(key) && variablesOf(key).every((name) => name in values);
  const key = [`reason.${reason}`, `reason.${reason}_general`].find(fits);
  return key === undefined ? reason : plainT(key, values);
}

function readableValue(language: Language, name: string, value: string | number | boolean): string {
  if (/(At|From|Until)$/.test(name) && typeof value === "string") return formatDayTime(language, value);
  if (name.endsWith("Day") && typeof value === "string") return formatDay(language, value);
  if (name.endsWith("Fen") && typeof value === "number") return formatMoney(language, value);
  if (name === "year") return String(value);
  return typeof value === "number" ? formatNumber(language, value) : String(value);
}

function kindOf(status: number): string {
  if (status === 401) return "access.sign_in_needed";
  if (status === 403) return "access.forbidden";
  if (status === 404) return "missing";
  if (status === 429) return "http.too_many_requests";
  return status >= 500 ? "http.internal_error" : "refused";
}

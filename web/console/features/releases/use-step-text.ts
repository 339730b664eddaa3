import { useTranslation } from "react-i18next";
import type { Mine, WhyAnswer } from "../../../shared/api-types/index.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { codeText } from "../../../shared/i18n/problem-text.ts";

type Step = WhyAnswer["steps"][number];

const steps = [
  "entered",
  "placed",
  "granted",
  "waiting",
  "refused",
  "redeemed",
  "lapsed",
  "expired",
  "returned",
] as const;

/** What happened to one person in a release, in words that can be read out to them. */
export function useStepText() {
  const { t } = useTranslation("console");
  const language = useLanguage();
  const stepText = ({ what, params }: Step): string => {
    const known = steps.find((one) => one === what);
    if (!known) return what;
    const code = typeof params.code === "string" ? params.code : undefined;
    const reason = code ? (codeText(language, code, params) ?? code) : "";
    const value = (name: string) => String(params[name] ?? "");
    return t(`releases.step.${known}`, {
      ...{ number: value("number"), place: value("place"), capacity: value("capacity"), times: value("times"), reason },
    });
  };
  const reasonText = ({ reasonCode, reasonParams }: Mine): string =>
    codeText(language, "release.not_eligible", { reason: reasonCode ?? "", ...reasonParams }) ?? "";
  return { stepText, reasonText };
}

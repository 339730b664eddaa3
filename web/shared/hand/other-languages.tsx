import { useTranslation } from "react-i18next";
import { languages } from "../format.ts";
import { chooseLanguage, useLanguage } from "../i18n/index.ts";

/** The other languages, each in its own words; `className` is that of the page's links. */
export function OtherLanguages({ className }: { className: string | undefined }) {
  const { t } = useTranslation("shared");
  const language = useLanguage();
  return languages
    .filter((other) => other !== language)
    .map((other) => (
      <button key={other} type="button" className={className} onClick={() => void chooseLanguage(other)}>
        {t(`language.${other}`)}
      </button>
    ));
}

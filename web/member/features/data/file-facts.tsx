import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { OwnData } from "../../../shared/api-types/index.ts";
import { formatDate } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import cards from "../../ui/card.module.css";
import styles from "./data.module.css";

const plain = [
  ...(["ethnicity", "education", "politics", "workType", "skillLevel"] as const),
  ...(["title", "employerName", "remark"] as const),
];

/** The file, line by line; what nobody wrote down takes no room. */
export function FileFacts({ file }: { file: OwnData["file"] }) {
  const { t } = useTranslation("member");
  const language = useLanguage();
  const lines = [
    ["name", file.name],
    ["memberNumber", file.memberNumber],
    ["phone", file.phone],
    ["idNumber", file.idNumber],
    ["sex", file.sex && t(`data.sex.${file.sex}`)],
    ["birthDate", file.birthDate && formatDate(language, file.birthDate)],
    ["employmentForm", t(`data.form.${file.employmentForm}`)],
    ["verifiedAt", file.verifiedAt === null ? t("data.notVerified") : formatDate(language, file.verifiedAt)],
    ["householdKind", file.householdKind && t(`data.household.${file.householdKind}`)],
    ...plain.map((key) => [key, file[key]] as const),
    ["tags", file.tags.join(" ")],
  ] as const satisfies readonly (readonly [string, ReactNode])[];
  return (
    <dl className={styles.facts}>
      {lines
        .filter(([, value]) => value)
        .map(([key, value]) => (
          <div key={key}>
            <dt className={cards.soft}>{t(`data.fact.${key}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

/** Where somebody is and was a member. */
export function Memberships({ list }: { list: OwnData["memberships"] }) {
  const { t } = useTranslation("member");
  const language = useLanguage();
  const day = (on: string) => formatDate(language, on);
  return (
    <ul className={cards.dotted}>
      {list.map((one) => (
        <li key={`${one.organisationName} ${one.validFrom} ${one.state}`}>
          {one.organisationName} {t(`data.state.${one.state}`)}{" "}
          <span className={cards.soft}>
            {one.validTo === null
              ? t("data.since", { from: day(one.validFrom) })
              : t("data.fromTo", { from: day(one.validFrom), to: day(one.validTo) })}
          </span>
        </li>
      ))}
    </ul>
  );
}

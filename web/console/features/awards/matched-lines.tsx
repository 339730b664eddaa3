import { Select } from "antd";
import { useTranslation } from "react-i18next";
import type { AwardRehearsal } from "../../../shared/api-types/index.ts";
import { ToneTag } from "../../shared/tone-tag.tsx";
import type { Choices, PlacedLine } from "./award-list.rules.ts";
import styles from "./awards.module.css";

interface MatchedLinesProps {
  lines: PlacedLine[];
  choices: Choices;
  rehearsal: AwardRehearsal | undefined;
  onChoose: (place: number, personId: string | null) => void;
}

/** Each line of the pasted list with whom it means, and what would become of them. */
export function MatchedLines({ lines, choices, rehearsal, onChoose }: MatchedLinesProps) {
  const { t } = useTranslation("console");
  const outcomeOf = (id: string | null | undefined) =>
    rehearsal?.people.find(({ personId }) => personId === id)?.outcome;
  return (
    <section aria-label={t("awards.result")}>
      <ul className={styles.lines}>
        {lines.map(({ place, line, outcome, people }) => {
          const became = outcomeOf(choices[place]);
          const named = (one: (typeof people)[number]) => `${one.name} ${one.phoneMasked} ${one.union}`;
          return (
            <li key={place}>
              <span className={styles.soft}>{line}</span>
              {outcome === "missing" ? (
                <span>{t("awards.missingHelp")}</span>
              ) : (
                <Select
                  aria-label={`${t("awards.person")}: ${line}`}
                  value={choices[place] ?? (outcome === "found" ? "" : null)}
                  placeholder={t("awards.choosePerson")}
                  onChange={(id: string | null) => onChoose(place, id === "" ? null : id)}
                  options={[
                    ...people.map((one) => ({ value: one.id, label: named(one) })),
                    { value: "", label: t("awards.chooseNone") },
                  ]}
                />
              )}
              {outcome === "missing" && <ToneTag tone="bad">{t("awards.missing")}</ToneTag>}
              {became && (
                <ToneTag tone={became === "granted" ? "done" : "waiting"}>{t(`awards.outcome.${became}`)}</ToneTag>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

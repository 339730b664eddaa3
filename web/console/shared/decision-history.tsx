import { PaperClipOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import type { Decision } from "../../shared/api-types/index.ts";
import styles from "./decision-history.module.css";
import { ToneTag } from "./tone-tag.tsx";
import { useShow } from "./use-show.ts";

const known = ["handed_in", "checked", "approved", "review", "appeal", "out", "in"] as const;

/** Who handed in, passed and refused what, the newest first: names, words and papers. */
export function DecisionHistory({ decisions }: { decisions: readonly Decision[] }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const stepText = (step: string) => {
    const key = known.find((one) => one === step);
    return key ? t(`office.step.${key}`) : step;
  };
  return (
    <ol className={styles.list} aria-label={t("office.history")}>
      {decisions.toReversed().map(({ id, step, verdict, revision, note, file, by, at }) => (
        <li key={id}>
          <div className={styles.line}>
            <strong>{by}</strong>
            <ToneTag tone={verdict === "refused" ? "bad" : "done"}>
              {verdict === "refused" ? t("office.refused") : stepText(step)}
            </ToneTag>
            <span className={styles.when}>
              {show.dayTime(at)} · {t("office.revision", { revision })}
            </span>
          </div>
          {note && <p className={styles.note}>{note}</p>}
          {file && (
            <a href={`/api/staff/files/${file.id}`} target="_blank" rel="noreferrer">
              <PaperClipOutlined aria-hidden /> {file.name}
            </a>
          )}
        </li>
      ))}
    </ol>
  );
}

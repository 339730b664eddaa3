import { useTranslation } from "react-i18next";
import type { ReleaseMode } from "../../../shared/api-types/index.ts";
import { classes } from "../../ui/classes.ts";
import type { Stage } from "./grab-stage.rules.ts";
import styles from "./stage-tag.module.css";

const tones: Partial<Record<Stage, string | undefined>> = {
  entry: styles.live,
  open: styles.live,
  scheduled: styles.waiting,
  entered: styles.done,
  offered: styles.live,
  won: styles.done,
  drawing: styles.waiting,
  entering: styles.waiting,
  confirming: styles.waiting,
};

interface Props {
  stage: Stage;
  mode: ReleaseMode;
}

/** The stage in a word. */
export function StageTag({ stage, mode }: Props) {
  const { t } = useTranslation("member");
  const words = stage === "scheduled" && mode !== "grab" ? t("stage.soon") : t(`stage.${stage}`);
  return <span className={classes(styles.tag, tones[stage] ?? "")}>{words}</span>;
}

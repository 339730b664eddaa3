import { useTranslation } from "react-i18next";
import { classes } from "../../ui/classes.ts";
import type { Stage } from "./grab-stage.rules.ts";
import styles from "./stage-tag.module.css";

const tones: Partial<Record<Stage, string | undefined>> = {
  entry: styles.live,
  open: styles.live,
  scheduled: styles.waiting,
  entered: styles.done,
  won: styles.done,
  drawing: styles.waiting,
  entering: styles.waiting,
  confirming: styles.waiting,
};

/** The stage in a word. */
export function StageTag({ stage }: { stage: Stage }) {
  const { t } = useTranslation("member");
  return <span className={classes(styles.tag, tones[stage] ?? "")}>{t(`stage.${stage}`)}</span>;
}

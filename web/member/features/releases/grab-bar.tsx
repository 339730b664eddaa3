import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Release } from "../../../shared/api-types/index.ts";
import { formatDayTime } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { classes } from "../../ui/classes.ts";
import { useOnline } from "../../ui/use-online.ts";
import { press } from "./acts.ts";
import styles from "./grab-bar.module.css";
import { barOf } from "./grab-bar.rules.ts";
import type { Stage } from "./grab-stage.rules.ts";

interface Props {
  release: Release;
  stage: Stage;
  personId: string;
  onSeeResult: () => void;
  /** What the button says and does here beyond what follows from the stage. */
  say?: { label?: string | undefined; hint: string; onPress: () => void } | undefined;
}

/** The big button at the bottom and the sentence that goes with it. */
export function GrabBar({ release, stage, personId, onSeeResult, say }: Props) {
  const { t } = useTranslation("member");
  const language = useLanguage();
  const online = useOnline();
  // Once the round has opened, what is still scheduled is the share that is kept for this member.
  const own = release.state === "open" ? release.mine.ownHour : undefined;
  const opens = formatDayTime(language, own ?? release.entryOpensAt ?? release.opensAt);
  const hasWindow = own === undefined && Boolean(release.entryOpensAt);
  const state = barOf(stage, { hasWindow, entered: release.mine.entered, online });
  const acts = {
    enter: () => press({ act: "entry", releaseId: release.id, personId }),
    claim: () => press({ act: "claim", releaseId: release.id, personId }),
    result: onSeeResult,
    none: undefined,
  };
  const isLive = say !== undefined || state.does !== "none";
  const tone = isLive ? "" : stage === "entered" ? styles.done : styles.still;
  const hint = say?.hint ?? (state.hint && t(`act.${state.hint}`, { at: opens }));
  return (
    <div className={styles.bar}>
      <div className={styles.hint} role="status">
        {state.hint === "hintNotEligible" ? (
          <Link to="/releases/$releaseId/why" params={{ releaseId: release.id }}>
            {hint}
          </Link>
        ) : (
          <span>{hint}</span>
        )}
      </div>
      <button
        type="button"
        className={classes(styles.button, tone)}
        aria-disabled={!isLive}
        onClick={say?.onPress ?? acts[state.does]}
      >
        {say?.label ?? t(`act.${state.words}`)}
      </button>
    </div>
  );
}

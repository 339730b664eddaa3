import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ActivitySession } from "../../../shared/api-types/index.ts";
import { daysApart, formatCountdown, formatDayTime, formatTime } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { classes } from "../../ui/classes.ts";
import { hallName } from "./hall-name.ts";
import { Poster } from "./poster.tsx";
import styles from "./showing-row.module.css";
import { showingState } from "./showings.rules.ts";

interface Props {
  showing: ActivitySession;
  now: number;
  /** The member's ticket for it. */
  claimId: string | undefined;
  /** How its release stands, when the calendar knows it. */
  stage: ReactNode;
}

/** A showing in the list of a day: poster, film, hall, time, and how one gets in. */
export function ShowingRow({ showing, now, claimId, stage }: Props) {
  const { t } = useTranslation("member");
  const language = useLanguage();
  const isOff = showing.state === "cancelled";
  const body = (
    <>
      <Poster film={showing.film} title={showing.title} />
      <span className={styles.text}>
        <span className={styles.time}>{formatTime(language, showing.startsAt)}</span>
        <span className={styles.title}>{showing.title}</span>
        <span className={styles.soft}>{hallName(showing.hall)}</span>
        <span className={styles.foot}>
          {claimId ? <b>{t("showings.held")}</b> : <State {...{ showing, now, stage }} />}
        </span>
      </span>
    </>
  );
  if (claimId !== undefined) {
    return (
      <Link to="/tickets/$claimId" params={{ claimId }} className={classes(styles.row)}>
        {body}
      </Link>
    );
  }
  if (showing.releaseId === null || isOff)
    return <div className={classes(styles.row, isOff && styles.off)}>{body}</div>;
  return (
    <Link to="/releases/$releaseId" params={{ releaseId: showing.releaseId }} className={classes(styles.row)}>
      {body}
    </Link>
  );
}

function State({ showing, now, stage }: Omit<Props, "claimId">) {
  const { t } = useTranslation("member");
  const language = useLanguage();
  const { audience, audienceName, opensAt, reason } = showing;
  const state = showingState(showing, now);
  if (state === "cancelled") {
    return <span>{reason ? t("showings.cancelledBecause", { reason }) : t("showings.cancelledPlain")}</span>;
  }
  return (
    <>
      {audience === "charter" && <span>{t("showings.charter", { name: audienceName ?? "" })}</span>}
      {state === "opens" && opensAt !== null && (
        <span className={styles.opens}>
          {daysApart(now, opensAt) === 0
            ? t("showings.countdown", { rest: formatCountdown(Date.parse(opensAt) - now) })
            : t("showings.opensSoon", { at: formatDayTime(language, opensAt) })}
        </span>
      )}
      {stage}
    </>
  );
}

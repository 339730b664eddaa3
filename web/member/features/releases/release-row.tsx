import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { ReleaseCard } from "../../../shared/api-types/index.ts";
import { formatDayTime, formatTime } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import cards from "../../ui/card.module.css";
import { classes } from "../../ui/classes.ts";
import { modeWords } from "./mode-words.ts";
import { StageTag } from "./stage-tag.tsx";
import { useStage } from "./use-stage.ts";

interface Props {
  release: ReleaseCard;
  now: number;
  /** Where a heading already says the day, the time is enough. */
  isUnderDay?: boolean;
}

/** A release in a list: when, what, and how it stands. */
export function ReleaseRow({ release, now, isUnderDay = false }: Props) {
  const { t } = useTranslation("member");
  const language = useLanguage();
  const when = isUnderDay ? formatTime(language, release.opensAt) : formatDayTime(language, release.opensAt);
  return (
    <Link to="/releases/$releaseId" params={{ releaseId: release.id }} className={classes(cards.row, cards.rowLink)}>
      <div>
        {!isUnderDay && <p className={classes(cards.soft, cards.number)}>{when}</p>}
        <p>
          {isUnderDay && <span className={classes(cards.strong, cards.number)}>{when} </span>}
          {release.title}
        </p>
        <p className={cards.soft}>
          {t(modeWords(release))} · {t("release.capacity", { count: release.capacity })}
        </p>
      </div>
      <StageTag stage={useStage(release, now)} mode={release.mode} />
    </Link>
  );
}

import { Link } from "@tanstack/react-router";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { Mine, ReleaseCard } from "../../../shared/api-types/index.ts";
import { formatDayTime, formatNumber, type Language } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import cards from "../../ui/card.module.css";
import { classes } from "../../ui/classes.ts";
import { holdsUnit } from "./grab-stage.rules.ts";
import { StageTag } from "./stage-tag.tsx";
import { useStage } from "./use-stage.ts";

interface Props {
  release: ReleaseCard;
  /** The next time to try, when there is one. */
  next: ReleaseCard | undefined;
  now: number;
}

/** A release of today that is decided: what became of it, of my part in it, and when the next one is. */
export function TodayRow({ release, next, now }: Props) {
  const { t } = useTranslation("member");
  const language = useLanguage();
  const { mine } = release;
  return (
    <Link to="/releases/$releaseId" params={{ releaseId: release.id }} className={classes(cards.row, cards.rowLink)}>
      <div>
        <p>{release.title}</p>
        <p className={cards.soft}>
          {stateText(t, release)} · {ownText(t, language, mine)}
        </p>
        {next && !holdsUnit(mine) && (
          <p className={cards.soft}>{t("today.next", { at: formatDayTime(language, next.opensAt) })}</p>
        )}
      </div>
      <StageTag stage={useStage(release, now)} mode={release.mode} />
    </Link>
  );
}

function stateText(t: TFunction<"member">, { state, left }: ReleaseCard): string {
  if (state === "closed") return t("today.closed");
  return left > 0 ? t("today.left", { count: left }) : t("today.soldOut");
}

function ownText(t: TFunction<"member">, language: Language, mine: Mine): string {
  if (holdsUnit(mine)) return t("today.won");
  if (mine.waiting) return t("today.waiting", { position: formatNumber(language, mine.waiting.position) });
  if (mine.claimState === "returned") return t("today.returned");
  if (mine.outcome === "capped") return t("today.capped");
  if (!mine.entered) return t("today.notEntered");
  return mine.place ? t("today.lost", { place: formatNumber(language, mine.place) }) : t("today.lostPlain");
}

import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ReleaseCard } from "../../../shared/api-types/index.ts";
import { Button } from "../../ui/button.tsx";
import cards from "../../ui/card.module.css";
import { ReleaseRow } from "../releases/release-row.tsx";

const shownAtFirst = 6;

interface Props {
  releases: readonly ReleaseCard[];
  now: number;
}

/** The releases of a campaign by time: what is on and next at once, what is far or over on demand. */
export function CampaignReleases({ releases, now }: Props) {
  const { t } = useTranslation("member");
  const [isPastOpen, setPastOpen] = useState(false);
  const [isAllOpen, setAllOpen] = useState(false);
  const sorted = [...releases].sort((a, b) => Date.parse(a.opensAt) - Date.parse(b.opensAt));
  const isOver = ({ state, closesAt }: ReleaseCard) => state === "closed" || Date.parse(closesAt) <= now;
  const past = sorted.filter(isOver);
  const coming = sorted.filter((release) => !isOver(release));
  const isLong = coming.length > shownAtFirst + 1;
  const shown = isLong && !isAllOpen ? coming.slice(0, shownAtFirst) : coming;
  return (
    <section className={cards.card}>
      <h2 className={cards.strong}>{t("campaigns.rounds")}</h2>
      <div className={cards.rows}>
        {isPastOpen && past.map((release) => <ReleaseRow key={release.id} release={release} now={now} />)}
        {shown.map((release) => (
          <ReleaseRow key={release.id} release={release} now={now} />
        ))}
      </div>
      {shown.length < coming.length && (
        <Button kind="plain" onPress={() => setAllOpen(true)}>
          {t("campaigns.coming", { count: coming.length - shown.length })}
        </Button>
      )}
      {past.length > 0 && !isPastOpen && (
        <Button kind="plain" onPress={() => setPastOpen(true)}>
          {t("campaigns.past", { count: past.length })}
        </Button>
      )}
    </section>
  );
}

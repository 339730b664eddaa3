import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { CampaignCard } from "../../../shared/api-types/index.ts";
import { formatDay } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import cards from "../../ui/card.module.css";
import { classes } from "../../ui/classes.ts";
import { Cover } from "../../ui/cover.tsx";

/** A campaign in a list. */
export function CampaignRow({ campaign }: { campaign: CampaignCard }) {
  const { t } = useTranslation("member");
  const language = useLanguage();
  const period = { from: formatDay(language, campaign.startsOn), to: formatDay(language, campaign.endsOn) };
  return (
    <Link to="/campaigns/$campaignId" params={{ campaignId: campaign.id }} className={classes(cards.card)}>
      {campaign.coverFileId !== null && <Cover fileId={campaign.coverFileId} title={campaign.title} inCard />}
      <p className={cards.strong}>{campaign.title}</p>
      <p className={cards.soft}>{t("campaigns.period", period)}</p>
      {campaign.tags.length > 0 && <p className={cards.soft}>{campaign.tags.join(" · ")}</p>}
    </Link>
  );
}

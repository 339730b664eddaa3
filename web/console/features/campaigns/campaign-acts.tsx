import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CampaignPreview, StaffCampaign } from "../../../shared/api-types/index.ts";
import { useMe } from "../../shared/me.ts";
import { AskChange } from "./ask-change.tsx";
import { CopyCampaign } from "./copy-campaign.tsx";
import { DecideCampaign } from "./decide-campaign.tsx";
import { RunDialog } from "./pause-dialog.tsx";

interface CampaignActsProps {
  campaign: StaffCampaign;
  preview: CampaignPreview | undefined;
}

const hasAwards = ({ shares }: StaffCampaign["kinds"][number]) => shares.some(({ whose }) => whose === "award");
const isPublished = (state: StaffCampaign["state"]) => ["approved", "running", "paused", "ended"].includes(state);

/** What the signed-in person may do with a campaign now; each act says first whom it touches. */
export function CampaignActs({ campaign, preview }: CampaignActsProps) {
  const { t } = useTranslation("console");
  const { can, id } = campaign;
  const [asking, setAsking] = useState<"pause" | "resume" | "change" | "copy">();
  const touches = [["campaigns"], ["releases"], ["fund-sources"], ["waiting"]];
  const close = () => setAsking(undefined);
  const mayWrite = useMe()?.permissions.includes("benefits.manage") === true;
  return (
    <>
      {can.edit && (
        <Link to="/campaigns/$campaignId/edit" params={{ campaignId: id }}>
          <Button tabIndex={-1}>{t("campaigns.edit")}</Button>
        </Link>
      )}
      {isPublished(campaign.state) && (
        <Link to="/share/$kind/$id" params={{ kind: "campaigns", id }}>
          <Button tabIndex={-1}>{t("share.title")}</Button>
        </Link>
      )}
      {isPublished(campaign.state) && (
        <Link to="/campaigns/$campaignId/notices" params={{ campaignId: id }}>
          <Button tabIndex={-1}>{t("notices.title")}</Button>
        </Link>
      )}
      {isPublished(campaign.state) && (
        <Link to="/campaigns/$campaignId/bundles" params={{ campaignId: id }}>
          <Button tabIndex={-1}>{t("bundles.title")}</Button>
        </Link>
      )}
      {campaign.kinds.length > 0 && (
        <Link to="/campaigns/$campaignId/quotas" params={{ campaignId: id }}>
          <Button tabIndex={-1}>{t("quotas.title")}</Button>
        </Link>
      )}
      {isPublished(campaign.state) && campaign.kinds.some(hasAwards) && (
        <Link to="/campaigns/$campaignId/awards" params={{ campaignId: id }}>
          <Button tabIndex={-1}>{t("awards.title")}</Button>
        </Link>
      )}
      <DecideCampaign campaign={campaign} preview={preview} touches={touches} />
      {(["change", "pause", "resume"] as const)
        .filter((act) => can[act])
        .map((act) => (
          <Button key={act} onClick={() => setAsking(act)}>
            {t(act === "change" ? "campaigns.change.title" : `campaigns.${act}`)}
          </Button>
        ))}
      {mayWrite && <Button onClick={() => setAsking("copy")}>{t("campaigns.copy.short")}</Button>}
      {(["pause", "resume"] as const).map((act) => (
        <RunDialog key={act} campaign={campaign} act={act} open={asking === act} onClose={close} />
      ))}
      {can.change && <AskChange campaign={campaign} open={asking === "change"} onClose={close} />}
      {mayWrite && <CopyCampaign campaign={campaign} open={asking === "copy"} onClose={close} />}
    </>
  );
}

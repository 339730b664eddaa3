import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { CampaignPreview, StaffCampaign } from "../../../shared/api-types/index.ts";
import { ReasonModal } from "../../shared/reason-modal.tsx";
import { useAct } from "../../shared/use-act.ts";
import { AskTopUp } from "./ask-top-up.tsx";
import { DecideCampaign } from "./decide-campaign.tsx";

interface CampaignActsProps {
  campaign: StaffCampaign;
  preview: CampaignPreview | undefined;
}

const hasAwards = ({ shares }: StaffCampaign["kinds"][number]) => shares.some(({ whose }) => whose === "award");
const isPublished = (state: StaffCampaign["state"]) => ["approved", "running", "paused", "ended"].includes(state);

/** What the signed-in person may do with a campaign now; each act says first whom it touches. */
export function CampaignActs({ campaign, preview }: CampaignActsProps) {
  const { t } = useTranslation("console");
  const { can, id, title } = campaign;
  const [asking, setAsking] = useState<"pause" | "topUp">();
  const path = { params: { path: { id } } };
  const touches = [["campaigns"], ["releases"], ["fund-sources"]];
  const close = () => setAsking(undefined);
  const pause = useAct({
    run: (reason: string) => unwrap(api.POST("/api/staff/campaigns/{id}/pause", { ...path, body: { reason } })),
    ...{ done: t("campaigns.paused"), touches, onDone: close },
  });
  const resume = useAct({
    run: () => unwrap(api.POST("/api/staff/campaigns/{id}/resume", { ...path, body: null })),
    ...{ done: t("campaigns.resumed"), touches },
  });
  const button = (act: () => void, label: string, busy = false) => (
    <Button loading={busy} onClick={act}>
      {label}
    </Button>
  );
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
      {isPublished(campaign.state) && campaign.kinds.some(hasAwards) && (
        <Link to="/campaigns/$campaignId/awards" params={{ campaignId: id }}>
          <Button tabIndex={-1}>{t("awards.title")}</Button>
        </Link>
      )}
      <DecideCampaign campaign={campaign} preview={preview} touches={touches} />
      {can.topUp && button(() => setAsking("topUp"), t("campaigns.topUp"))}
      {can.pause && button(() => setAsking("pause"), t("campaigns.pause"))}
      {can.resume && button(() => resume.mutate(), t("campaigns.resume"), resume.isPending)}
      <ReasonModal
        open={asking === "pause"}
        title={t("campaigns.pauseTitle", { title })}
        warning={t("campaigns.pauseWarning")}
        ok={t("campaigns.pause")}
        busy={pause.isPending}
        onCancel={close}
        onConfirm={(reason) => pause.mutate(reason)}
      />
      {can.topUp && <AskTopUp campaign={campaign} open={asking === "topUp"} onClose={close} />}
    </>
  );
}

import { Link } from "@tanstack/react-router";
import { App, Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { CampaignPreview, StaffCampaign } from "../../../shared/api-types/index.ts";
import { randomUuid } from "../../../shared/random-uuid.ts";
import { ReasonModal } from "../../shared/reason-modal.tsx";
import { useAct } from "../../shared/use-act.ts";
import { useShow } from "../../shared/use-show.ts";
import { AskTopUp } from "./ask-top-up.tsx";

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
  const [asking, setAsking] = useState<"reject" | "pause" | "topUp">();
  const path = { params: { path: { id } } };
  const touches = [["campaigns"], ["releases"], ["fund-sources"]];
  const close = () => setAsking(undefined);
  const submit = useAct({
    run: () => unwrap(api.POST("/api/staff/campaigns/{id}/submit", { ...path, body: null })),
    ...{ done: t("campaigns.submitted"), touches },
  });
  const reject = useAct({
    run: (reason: string) => unwrap(api.POST("/api/staff/campaigns/{id}/reject", { ...path, body: { reason } })),
    ...{ done: t("campaigns.rejected"), touches, onDone: close },
  });
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
      {can.submit && button(() => submit.mutate(), t("campaigns.submit"), submit.isPending)}
      {can.reject && button(() => setAsking("reject"), t("campaigns.reject"))}
      {can.topUp && button(() => setAsking("topUp"), t("campaigns.topUp"))}
      {can.pause && button(() => setAsking("pause"), t("campaigns.pause"))}
      {can.resume && button(() => resume.mutate(), t("campaigns.resume"), resume.isPending)}
      {can.approve && <Approve id={id} revision={campaign.revision} preview={preview} touches={touches} />}
      <ReasonModal
        open={asking === "reject"}
        title={t("campaigns.rejectTitle", { title })}
        warning={t("campaigns.rejectWarning", { maker: campaign.createdBy ?? t("campaigns.maker") })}
        ok={t("campaigns.reject")}
        busy={reject.isPending}
        onCancel={close}
        onConfirm={(reason) => reject.mutate(reason)}
      />
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

interface ApproveProps {
  id: string;
  /** What this page shows; somebody may have changed it since. */
  revision: number;
  preview: CampaignPreview | undefined;
  touches: string[][];
}

/** The checker's act: says how much money it sets aside and how many people it reaches before it is done. */
function Approve({ id, revision, preview, touches }: ApproveProps) {
  const { t } = useTranslation(["console", "shared"]);
  const show = useShow();
  const { modal } = App.useApp();
  const [key] = useState(randomUuid);
  const approve = useAct({
    run: () =>
      unwrap(
        api.POST("/api/staff/campaigns/{id}/approve", {
          params: { path: { id }, header: { "idempotency-key": key } },
          body: { revision },
        }),
      ),
    ...{ done: t("console:campaigns.approved"), touches },
  });
  const stopped = preview?.warnings.some(({ stops }) => stops) === true;
  const ask = () =>
    void modal.confirm({
      title: t("console:campaigns.approveTitle"),
      content:
        preview &&
        t("console:campaigns.approveTouches", {
          money: show.money(preview.budgetNeededFen),
          rounds: preview.rounds.length,
          people: show.number(preview.peopleEligible),
        }),
      okText: t("console:campaigns.approve"),
      cancelText: t("shared:cancel"),
      onOk: () => approve.mutateAsync().catch(() => undefined),
    });
  return (
    <Button type="primary" loading={approve.isPending} disabled={!preview || stopped} onClick={ask}>
      {t("console:campaigns.approve")}
    </Button>
  );
}

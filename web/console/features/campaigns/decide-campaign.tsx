import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { CampaignPreview, StaffCampaign } from "../../../shared/api-types/index.ts";
import { randomUuid } from "../../../shared/random-uuid.ts";
import { DecideDialog, type Word } from "../../shared/decide-dialog.tsx";
import { useShow } from "../../shared/use-show.ts";

interface DecideCampaignProps {
  campaign: StaffCampaign;
  preview: CampaignPreview | undefined;
  touches: string[][];
}

type Step = "submit" | "check" | "approve" | "reject";

/** The steps from hand-in to approval that the signed-in person may take; each says what it does and takes a word and a paper. */
export function DecideCampaign({ campaign, preview, touches }: DecideCampaignProps) {
  const { t } = useTranslation("console");
  const [asking, setAsking] = useState<Step>();
  const about = useAbout(campaign, preview);
  const stopped = !preview || preview.warnings.some(({ stops }) => stops);
  const steps = (["submit", "reject", "check", "approve"] as const).filter((step) => campaign.can[step]);
  return steps.map((step) => (
    <span key={step}>
      <Button
        {...(step === "check" || step === "approve" ? { type: "primary", disabled: stopped } : {})}
        onClick={() => setAsking(step)}
      >
        {t(`campaigns.${step}`)}
      </Button>
      <DecideDialog
        open={asking === step}
        onClose={() => setAsking(undefined)}
        title={t(`campaigns.${step}Title`, { title: campaign.title })}
        about={about[step]}
        ok={t(`campaigns.${step}`)}
        refusing={step === "reject"}
        organisationId={campaign.organisationId}
        run={(word) => decide(campaign, step, word)}
        done={t(done[step])}
        touches={touches}
      />
    </span>
  ));
}

const done = {
  submit: "campaigns.submitted",
  check: "campaigns.checked",
  approve: "campaigns.approved",
  reject: "campaigns.rejected",
} as const;

/** What each step does: how much money it sets aside and how many people it reaches. */
function useAbout(campaign: StaffCampaign, preview: CampaignPreview | undefined): Record<Step, string> {
  const { t } = useTranslation("console");
  const show = useShow();
  const figures = {
    money: show.money(preview?.budgetNeededFen ?? 0),
    rounds: preview?.rounds.length ?? 0,
    people: show.number(preview?.peopleEligible ?? 0),
  };
  return {
    submit: t("campaigns.submitNote"),
    check: t("campaigns.checkTouches", figures),
    approve: t("campaigns.approveTouches", figures),
    reject: t("campaigns.rejectWarning", { maker: campaign.createdBy ?? t("campaigns.maker") }),
  };
}

function decide({ id, revision }: StaffCampaign, step: Step, { note, fileId }: Word) {
  const path = { id };
  const keyed = { params: { path, header: { "idempotency-key": randomUuid() } }, body: { revision, note, fileId } };
  switch (step) {
    case "submit":
      return unwrap(api.POST("/api/staff/campaigns/{id}/submit", { params: { path }, body: { note, fileId } }));
    case "check":
      return unwrap(api.POST("/api/staff/campaigns/{id}/check", keyed));
    case "approve":
      return unwrap(api.POST("/api/staff/campaigns/{id}/approve", keyed));
    default:
      return unwrap(api.POST("/api/staff/campaigns/{id}/reject", { params: { path }, body: { reason: note, fileId } }));
  }
}

import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Alert, Card } from "antd";
import { useTranslation } from "react-i18next";
import { DecisionHistory } from "../../shared/decision-history.tsx";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { StateTag } from "../../shared/state-tag.tsx";
import { CampaignActs } from "./campaign-acts.tsx";
import { CampaignPeople } from "./campaign-people.tsx";
import { CampaignReleases } from "./campaign-releases.tsx";
import { CampaignSummary } from "./campaign-summary.tsx";
import { campaignQuery, previewQuery } from "./campaigns.queries.ts";
import { ChangesCard } from "./changes-card.tsx";
import { PreviewFigures } from "./preview-figures.tsx";
import { RehearsalsCard } from "./rehearsals-card.tsx";

/** One campaign: what it is, who made and who checked it, what it would do or does. */
export function CampaignPage() {
  const { t } = useTranslation("console");
  const { campaignId } = useParams({ from: "/inside/campaigns/$campaignId" });
  const campaign = useQuery(campaignQuery(campaignId));
  const state = campaign.data?.state;
  const before = state === "draft" || state === "submitted" || state === "rejected";
  const preview = useQuery({ ...previewQuery(campaignId, campaign.dataUpdatedAt), enabled: before });
  return (
    <Page
      title={
        <>
          {campaign.data?.title ?? t("campaigns.campaign")} {state && <StateTag state={state} />}
        </>
      }
      about={campaign.data?.organisationName}
      back={<Link to="/campaigns">{t("campaigns.title")}</Link>}
      actions={campaign.data && <CampaignActs campaign={campaign.data} preview={preview.data} />}
    >
      <QueryView query={campaign}>
        {(one) => (
          <>
            {one.state === "rejected" && one.reason && (
              <Alert
                type="warning"
                showIcon
                title={t("campaigns.sentBack", { reason: one.reason })}
                style={{ marginBottom: 16 }}
              />
            )}
            {one.state === "paused" && (
              <Alert
                type="warning"
                showIcon
                title={t(one.vouchersStopped ? "campaigns.pausedByStopped" : "campaigns.pausedBy", {
                  name: one.pausedBy ?? t("common.unknownAccount"),
                  reason: one.reason ?? "",
                })}
                style={{ marginBottom: 16 }}
              />
            )}
            <CampaignPeople campaign={one} />
            {before && (
              <Card title={t("campaigns.whatItDoes")} style={{ marginBottom: 16 }}>
                <QueryView query={preview}>{(data) => <PreviewFigures preview={data} />}</QueryView>
              </Card>
            )}
            {one.history.length > 0 && (
              <Card title={t("office.history")} style={{ marginBottom: 16 }}>
                <DecisionHistory decisions={one.history} />
              </Card>
            )}
            {!before && <ChangesCard campaign={one} />}
            <RehearsalsCard campaignId={campaignId} />
            {!before && <CampaignReleases campaignId={campaignId} />}
            <CampaignSummary campaign={one} />
          </>
        )}
      </QueryView>
    </Page>
  );
}

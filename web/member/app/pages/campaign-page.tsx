import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { CampaignFacts } from "../../features/campaigns/campaign-facts.tsx";
import { CampaignReleases } from "../../features/campaigns/campaign-releases.tsx";
import { campaignQuery } from "../../features/campaigns/campaigns.query.ts";
import { withOwnPart } from "../../features/releases/own-part.ts";
import { releasesQuery } from "../../features/releases/releases.query.ts";
import { Cover } from "../../ui/cover.tsx";
import { ProblemNotice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { useServerNow } from "../../ui/use-server-now.ts";
import { Waiting } from "../../ui/waiting.tsx";

/** One campaign: its releases first, then what, how and where. */
export function CampaignPage() {
  const { t } = useTranslation("member");
  const { campaignId } = useParams({ from: "/member/campaigns/$campaignId" });
  const { data, isPending, isError, error, refetch } = useQuery(campaignQuery(campaignId));
  const now = useServerNow();
  const { data: calendar = [] } = useQuery(releasesQuery);
  const own = new Map(calendar.map((release) => [release.id, release]));
  // The calendar knows my part in what is near; of what is far there is none yet.
  const releases = data?.rounds.flatMap((round) => round.releases.map((one) => own.get(one.id) ?? withOwnPart(one)));
  return (
    <Page title={data?.title ?? t("campaigns.title")} up="/">
      {isError && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <Waiting blocks={3} />}
      {data != null && data.coverFileId !== null && <Cover fileId={data.coverFileId} title={data.title} />}
      {releases && releases.length > 0 && <CampaignReleases releases={releases} now={now} />}
      {data && <CampaignFacts campaign={data} />}
    </Page>
  );
}

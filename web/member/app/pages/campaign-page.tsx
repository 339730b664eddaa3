import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { CampaignFacts } from "../../features/campaigns/campaign-facts.tsx";
import { campaignQuery } from "../../features/campaigns/campaigns.query.ts";
import { withOwnPart } from "../../features/releases/own-part.ts";
import { ReleaseRow } from "../../features/releases/release-row.tsx";
import cards from "../../ui/card.module.css";
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
  const releases = data?.rounds.flatMap((round) => round.releases.map(withOwnPart)) ?? [];
  releases.sort((a, b) => Date.parse(a.opensAt) - Date.parse(b.opensAt));
  return (
    <Page title={data?.title ?? t("campaigns.title")} up="/">
      {isError && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <Waiting blocks={3} />}
      {data != null && data.coverFileId !== null && <Cover fileId={data.coverFileId} title={data.title} />}
      {releases.length > 0 && (
        <section className={cards.card}>
          <h2 className={cards.strong}>{t("campaigns.rounds")}</h2>
          <div className={cards.rows}>
            {releases.map((release) => (
              <ReleaseRow key={release.id} release={release} now={now} />
            ))}
          </div>
        </section>
      )}
      {data && <CampaignFacts campaign={data} />}
    </Page>
  );
}

import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { CampaignRow } from "../../features/campaigns/campaign-row.tsx";
import { campaignsQuery } from "../../features/campaigns/campaigns.query.ts";
import { searchCampaigns } from "../../features/campaigns/search.rules.ts";
import { Empty, ProblemNotice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { SearchForm } from "../../ui/search-form.tsx";
import { Waiting } from "../../ui/waiting.tsx";

/** What a search found among the campaigns; the query is in the address. */
export function CampaignsPage() {
  const { t } = useTranslation("member");
  const { q = "" } = useSearch({ from: "/member/campaigns" });
  const navigate = useNavigate();
  const { data, isPending, isError, error, refetch } = useQuery(campaignsQuery);
  const found = data && searchCampaigns(data, q);
  return (
    <Page title={t("campaigns.results")} up="/">
      <SearchForm key={q} query={q} onSearch={(query) => void navigate({ to: "/campaigns", search: { q: query } })} />
      {isError && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <Waiting />}
      {found?.map((campaign) => (
        <CampaignRow key={campaign.id} campaign={campaign} />
      ))}
      {found?.length === 0 && <Empty>{q === "" ? t("campaigns.empty") : t("campaigns.none", { query: q })}</Empty>}
    </Page>
  );
}

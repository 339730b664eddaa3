import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { serverClock } from "../../../shared/clock.ts";
import { useMe } from "../../shared/me.ts";
import { useOrganisationId } from "../../shared/organisations.ts";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { CampaignEditor } from "./campaign-editor.tsx";
import { emptyForm, formOf } from "./campaign-form.rules.ts";
import { campaignQuery } from "./campaigns.queries.ts";

/** A new campaign, on one page. */
export function NewCampaignPage() {
  const { t } = useTranslation("console");
  const scope = useOrganisationId();
  const me = useMe();
  const organisationId = scope ?? me?.duties[0]?.nodeId;
  const initial = useMemo(() => emptyForm(new Date(serverClock.now()), organisationId), [organisationId]);
  return (
    <Page
      title={t("campaigns.new")}
      about={t("campaigns.newAbout")}
      back={<Link to="/campaigns">{t("campaigns.title")}</Link>}
    >
      <CampaignEditor initial={initial} />
    </Page>
  );
}

/** A draft, or one that was sent back, changed on the same page. */
export function EditCampaignPage() {
  const { t } = useTranslation("console");
  const { campaignId } = useParams({ from: "/inside/campaigns/$campaignId/edit" });
  const campaign = useQuery({ ...campaignQuery(campaignId), refetchOnWindowFocus: false });
  const back = (
    <Link to="/campaigns/$campaignId" params={{ campaignId }}>
      {campaign.data?.title ?? t("campaigns.title")}
    </Link>
  );
  return (
    <Page title={t("campaigns.edit")} about={t("campaigns.newAbout")} back={back}>
      <QueryView query={campaign}>
        {(one) => <CampaignEditor campaignId={campaignId} initial={formOf(one)} />}
      </QueryView>
    </Page>
  );
}

import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Alert, Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CampaignQuotas } from "../../../shared/api-types/index.ts";
import { ImportLink } from "../../shared/import-link.tsx";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { KindQuotas } from "./kind-quotas.tsx";
import { quotasQuery } from "./quotas.queries.ts";

/** How many units of a campaign's kinds each union below gets in every round. */
export function QuotasPage() {
  const { t } = useTranslation("console");
  const { campaignId } = useParams({ from: "/inside/campaigns/$campaignId/quotas" });
  const quotas = useQuery(quotasQuery(campaignId));
  const one = quotas.data;
  return (
    <Page
      title={t("quotas.title")}
      about={one === undefined ? t("quotas.about") : `${one.title} · ${t("quotas.about")}`}
      back={
        <Link to="/campaigns/$campaignId" params={{ campaignId }}>
          {t("quotas.back")}
        </Link>
      }
      actions={one?.can.edit && <ImportLink kind="union_quotas" subject={{ id: campaignId, title: one.title }} />}
    >
      <QueryView query={quotas}>{(found) => <Kinds quotas={found} readAt={quotas.dataUpdatedAt} />}</QueryView>
    </Page>
  );
}

function Kinds({ quotas: { id, kinds, can }, readAt }: { quotas: CampaignQuotas; readAt: number }) {
  const { t } = useTranslation("console");
  const [chosen, setChosen] = useState<string | undefined>();
  const kind = kinds.find((one) => one.id === chosen) ?? kinds[0];
  return (
    <>
      {!can.edit && <Alert type="info" showIcon title={t("quotas.fixed")} style={{ marginBottom: 16 }} />}
      {kinds.length > 1 && (
        <Segmented
          aria-label={t("quotas.kind")}
          value={kind?.id ?? ""}
          onChange={setChosen}
          options={kinds.map(({ id: value, title: label }) => ({ value, label }))}
          style={{ marginBottom: 16, maxWidth: "100%", overflowX: "auto" }}
        />
      )}
      {kind !== undefined && <KindQuotas key={`${kind.id} ${readAt}`} campaignId={id} kind={kind} mayEdit={can.edit} />}
    </>
  );
}

import { useQuery } from "@tanstack/react-query";
import { Link, useBlocker, useParams } from "@tanstack/react-router";
import { Alert, Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CampaignQuotas } from "../../../shared/api-types/index.ts";
import { ImportLink } from "../../shared/import-link.tsx";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { KindQuotas } from "./kind-quotas.tsx";
import { type Quota, quotasQuery } from "./quotas.queries.ts";

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
      <QueryView query={quotas}>{(found) => <Kinds quotas={found} />}</QueryView>
    </Page>
  );
}

type Drafts = Readonly<Record<string, readonly Quota[]>>;

/** One kind at a time; what is written for the others and not yet saved is kept, also when the server is asked again. */
function Kinds({ quotas: { id, organisationId, kinds, can } }: { quotas: CampaignQuotas }) {
  const { t } = useTranslation("console");
  const [chosen, setChosen] = useState<string | undefined>();
  const [drafts, setDrafts] = useState<Drafts>({});
  const kind = kinds.find((one) => one.id === chosen) ?? kinds[0];
  const isUnsaved = Object.keys(drafts).length > 0;
  useBlocker({
    shouldBlockFn: () => isUnsaved && !window.confirm(t("quotas.leave")),
    enableBeforeUnload: isUnsaved,
  });
  return (
    <>
      {!can.edit && <Alert type="info" showIcon title={t("quotas.fixed")} style={{ marginBottom: 16 }} />}
      {kinds.length > 1 && (
        <Segmented
          aria-label={t("quotas.kind")}
          value={kind?.id ?? ""}
          onChange={setChosen}
          options={kinds.map(({ id: value, title }) => ({
            value,
            label: value in drafts ? t("quotas.unsaved", { title }) : title,
          }))}
          style={{ marginBottom: 16, maxWidth: "100%", overflowX: "auto" }}
        />
      )}
      {kind !== undefined && (
        <KindQuotas
          key={kind.id}
          {...{ campaignId: id, organisationId, kind, mayEdit: can.edit, draft: drafts[kind.id] }}
          onDraft={(change) => setDrafts((now) => ({ ...now, [kind.id]: change(now[kind.id] ?? kind.quotas) }))}
          onSaved={() => setDrafts(({ [kind.id]: _, ...others }) => others)}
        />
      )}
    </>
  );
}

import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { NewNotice } from "./new-notice.tsx";
import { NoticeCard } from "./notice-card.tsx";
import { noticesQuery } from "./notices.queries.ts";

/** Publications of one campaign. */
export function NoticesPage() {
  const { t } = useTranslation("console");
  const { campaignId } = useParams({ from: "/inside/campaigns/$campaignId/notices" });
  const notices = useQuery(noticesQuery(campaignId));
  const [adding, setAdding] = useState(false);
  return (
    <Page
      title={t("notices.title")}
      about={t("notices.about")}
      back={
        <Link to="/campaigns/$campaignId" params={{ campaignId }}>
          {t("notices.back")}
        </Link>
      }
      actions={
        notices.data?.can.propose && (
          <Button type="primary" onClick={() => setAdding(true)}>
            {t("notices.add")}
          </Button>
        )
      }
    >
      <QueryView query={notices} empty={t("notices.none")} isEmpty={({ items }) => items.length === 0}>
        {({ items }) => items.map((notice) => <NoticeCard key={notice.id} notice={notice} />)}
      </QueryView>
      <NewNotice campaignId={campaignId} open={adding} onClose={() => setAdding(false)} />
    </Page>
  );
}

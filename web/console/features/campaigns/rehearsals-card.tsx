import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Card, Table } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { RehearsalSummary } from "../../../shared/api-types/index.ts";
import { QueryView } from "../../shared/query-view.tsx";
import { rehearsalsQuery } from "../../shared/rehearsals.ts";
import { ToneTag } from "../../shared/tone-tag.tsx";
import { useShow } from "../../shared/use-show.ts";
import { StartRehearsal } from "./start-rehearsal.tsx";

/** Playing the campaign through with a few phones and a till, and how often that was done. */
export function RehearsalsCard({ campaignId }: { campaignId: string }) {
  const { t } = useTranslation("console");
  const rehearsals = useQuery(rehearsalsQuery(campaignId));
  const [asking, setAsking] = useState(false);
  const found = rehearsals.data;
  if (found !== undefined && found.items.length === 0 && !found.can.start) return null;
  const isRunning = found?.items.some(({ endedAt }) => endedAt === null) === true;
  const start = found?.can.start && !isRunning && (
    <Button onClick={() => setAsking(true)}>{t("rehearsals.start")}</Button>
  );
  return (
    <Card title={t("rehearsals.title")} extra={start} style={{ marginBottom: 16 }}>
      <QueryView query={rehearsals} empty={t("rehearsals.none")} isEmpty={({ items }) => items.length === 0}>
        {({ items }) => <Past items={items} />}
      </QueryView>
      <StartRehearsal campaignId={campaignId} open={asking} onClose={() => setAsking(false)} />
    </Card>
  );
}

function Past({ items }: { items: RehearsalSummary[] }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const [latest] = items;
  return (
    <>
      {latest && (
        <p style={{ marginTop: 0 }}>
          {t("rehearsals.soFar", { count: items.length, at: show.dayTime(latest.startedAt) })}
        </p>
      )}
      <Table<RehearsalSummary>
        rowKey="id"
        size="small"
        pagination={{ pageSize: 5, hideOnSinglePage: true }}
        scroll={{ x: 640 }}
        dataSource={items}
        columns={[
          {
            title: t("rehearsals.when"),
            key: "when",
            width: 190,
            render: (_, { id, startedAt }) => (
              <Link to="/rehearsals/$rehearsalId" params={{ rehearsalId: id }}>
                {show.dayTime(startedAt)}
              </Link>
            ),
          },
          { title: t("rehearsals.by"), dataIndex: "startedBy", ellipsis: true },
          {
            title: t("common.status"),
            key: "state",
            width: 100,
            render: (_, { endedAt }) =>
              endedAt === null ? (
                <ToneTag tone="waiting">{t("rehearsals.running")}</ToneTag>
              ) : (
                <ToneTag tone="plain">{t("rehearsals.over")}</ToneTag>
              ),
          },
          ...(["phones", "entered", "won", "redeemed"] as const).map((figure) => ({
            ...{ title: t(`rehearsals.figure.${figure}`), dataIndex: figure, width: 84, align: "right" as const },
            render: show.number,
          })),
        ]}
      />
    </>
  );
}

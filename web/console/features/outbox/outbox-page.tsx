import { useQuery } from "@tanstack/react-query";
import { Table } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { OutboxMessage } from "../../../shared/api-types/index.ts";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { ToneTag } from "../../shared/tone-tag.tsx";
import { useShow } from "../../shared/use-show.ts";

/** What a demo would have sent: messages and codes, with their text. */
export function OutboxPage() {
  const { t } = useTranslation("console");
  const show = useShow();
  const outbox = useQuery({
    queryKey: ["outbox"],
    queryFn: ({ signal }) => unwrap(api.GET("/api/outbox", { signal })),
    refetchInterval: 5_000,
  });
  return (
    <Page title={t("outbox.title")} about={t("outbox.about")}>
      <QueryView query={outbox} empty={t("outbox.empty")} isEmpty={({ items }) => items.length === 0}>
        {({ items }) => (
          <Table<OutboxMessage>
            rowKey="id"
            size="small"
            pagination={false}
            scroll={{ x: 720 }}
            dataSource={items}
            columns={[
              { title: t("common.time"), dataIndex: "createdAt", width: 110, render: (at: string) => show.second(at) },
              {
                title: t("outbox.channelLabel"),
                dataIndex: "channel",
                width: 90,
                render: (channel: OutboxMessage["channel"]) => t(`outbox.channel.${channel}`),
              },
              { title: t("outbox.to"), dataIndex: "to", width: 130 },
              { title: t("outbox.text"), dataIndex: "text" },
              {
                title: t("common.status"),
                dataIndex: "state",
                width: 90,
                render: (state: string) => (
                  <ToneTag tone={state === "failed" ? "bad" : state === "sent" ? "done" : "plain"}>
                    {state === "sent"
                      ? t("outbox.sent")
                      : state === "failed"
                        ? t("outbox.failed")
                        : t("outbox.waiting")}
                  </ToneTag>
                ),
              },
            ]}
          />
        )}
      </QueryView>
    </Page>
  );
}

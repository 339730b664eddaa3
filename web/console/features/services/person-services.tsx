import { infiniteQueryOptions, useInfiniteQuery } from "@tanstack/react-query";
import { Button, Flex, Table, Typography } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { Service } from "../../../shared/api-types/index.ts";
import { QueryView } from "../../shared/query-view.tsx";
import { ToneTag } from "../../shared/tone-tag.tsx";

const servicesQuery = (personId: string) =>
  infiniteQueryOptions({
    queryKey: ["people", "services", personId],
    queryFn: ({ signal, pageParam }) => {
      const query = { limit: 20, ...(pageParam !== null && { after: pageParam }) };
      return unwrap(api.GET("/api/people/{personId}/services", { params: { path: { personId }, query }, signal }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

/** What unions did for somebody, as far as the reader may see it. */
export function PersonServices({ personId }: { personId: string }) {
  const { t } = useTranslation("console");
  const services = useInfiniteQuery(servicesQuery(personId));
  return (
    <QueryView
      query={services}
      empty={t("services.empty")}
      isEmpty={({ pages }) => pages.every(({ items }) => items.length === 0)}
    >
      {({ pages }) => (
        <Flex vertical gap={12}>
          <Typography.Text type="secondary">{t("services.about")}</Typography.Text>
          <ServiceTable items={pages.flatMap(({ items }) => items)} />
          {services.hasNextPage && (
            <div>
              <Button loading={services.isFetchingNextPage} onClick={() => void services.fetchNextPage()}>
                {t("services.more")}
              </Button>
            </div>
          )}
        </Flex>
      )}
    </QueryView>
  );
}

function ServiceTable({ items }: { items: Service[] }) {
  const { t } = useTranslation("console");
  return (
    <Table<Service>
      rowKey="id"
      size="small"
      pagination={false}
      scroll={{ x: 560 }}
      dataSource={items}
      columns={[
        { title: t("services.day"), dataIndex: "onDay", width: 120 },
        { title: t("services.what"), dataIndex: "title" },
        { title: t("services.kindTitle"), width: 110, render: (_, { kind }) => t(`services.kind.${kind}`) },
        { title: t("services.by"), width: 180, render: (_, { organisation }) => organisation.name },
        {
          title: t("services.count"),
          width: 170,
          render: (_, { unit, takenBackOn }) =>
            takenBackOn === null ? (
              `1 ${t(`services.unit.${unit}`)}`
            ) : (
              <ToneTag tone="plain">{t("services.takenBack", { date: takenBackOn })}</ToneTag>
            ),
        },
      ]}
    />
  );
}

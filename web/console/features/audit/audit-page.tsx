import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { Alert, Button, Empty, Skeleton, Table } from "antd";
import { useTranslation } from "react-i18next";
import type { AuditRecord } from "../../../shared/api-types/index.ts";
import { useProblemText } from "../../../shared/i18n/problem-text.ts";
import { Page } from "../../shared/page.tsx";
import { shortId, useAuditNames } from "../../shared/use-audit-names.ts";
import { useShow } from "../../shared/use-show.ts";
import { auditQuery } from "./audit.queries.ts";
import { AuditFilters } from "./audit-filters.tsx";
import { ChainState } from "./chain-state.tsx";

/** Everything that was done, by whom, and whether the record is unbroken. */
export function AuditPage() {
  const { t } = useTranslation("console");
  const show = useShow();
  const names = useAuditNames();
  const problemText = useProblemText();
  const filter = useSearch({ from: "/inside/audit" });
  const audit = useInfiniteQuery(auditQuery(filter));
  const records = audit.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Page title={t("audit.title")} about={t("audit.about")}>
      <ChainState />
      <AuditFilters filter={filter} />
      {audit.isError && <Alert type="error" showIcon role="alert" title={problemText(audit.error)} />}
      {audit.isPending && <Skeleton active />}
      {audit.isSuccess && records.length === 0 && (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("audit.empty")} />
      )}
      {records.length > 0 && (
        <Table<AuditRecord>
          rowKey={({ chain, seq }) => `${chain}-${seq}`}
          size="small"
          pagination={false}
          scroll={{ x: 860 }}
          dataSource={records}
          expandable={{
            expandedRowRender: ({ actor, chain, objectId, detail }) => (
              <pre>{JSON.stringify({ actor, chain, objectId, detail }, null, 2)}</pre>
            ),
          }}
          columns={[
            {
              title: t("common.time"),
              dataIndex: "at",
              width: 200,
              render: (at: string) => `${show.day(at)} ${show.second(at)}`,
            },
            { title: t("audit.actor"), dataIndex: "actor", width: 170, render: names.actor },
            { title: t("audit.action"), dataIndex: "action", width: 200, render: names.action },
            {
              title: t("audit.object"),
              key: "object",
              render: (_, { objectType, objectId }) => (
                <Link to="/audit" search={{ objectId }} title={t("audit.seeObject")}>
                  {names.thing(objectType)} {shortId(objectId)}
                </Link>
              ),
            },
            {
              title: t("audit.place"),
              key: "place",
              width: 110,
              render: (_, one) => placeOf(one),
            },
          ]}
        />
      )}
      {audit.hasNextPage && (
        <Button style={{ marginTop: 12 }} loading={audit.isFetchingNextPage} onClick={() => void audit.fetchNextPage()}>
          {t("common.more")}
        </Button>
      )}
    </Page>
  );
}

/** Which chain, without its kind, and the number in it. */
const placeOf = ({ chain, seq }: AuditRecord) => `${shortId(chain.slice(chain.indexOf(":") + 1))} · ${seq}`;

import { useInfiniteQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { Alert, Button, Empty, Flex, Skeleton, Table } from "antd";
import { useTranslation } from "react-i18next";
import type { AuditRecord } from "../../../shared/api-types/index.ts";
import { useProblemText } from "../../../shared/i18n/problem-text.ts";
import { ColumnChoice, useColumnChoice } from "../../shared/column-choice.tsx";
import { useOrganisationId } from "../../shared/organisations.ts";
import { Page } from "../../shared/page.tsx";
import { SavedFilters } from "../../shared/saved-filters.tsx";
import { useAuditNames } from "../../shared/use-audit-names.ts";
import styles from "./audit.module.css";
import { auditQuery } from "./audit.queries.ts";
import { AuditFilters } from "./audit-filters.tsx";
import { ChainState } from "./chain-state.tsx";
import { RecordDetails } from "./record-details.tsx";
import { useAuditColumns } from "./use-audit-columns.tsx";

/** Everything that was done, by whom, and whether the record is unbroken. */
export function AuditPage() {
  const { t } = useTranslation(["console", "shared"]);
  const problemText = useProblemText();
  const filter = useSearch({ from: "/inside/audit" });
  const audit = useInfiniteQuery(auditQuery(filter, useOrganisationId()));
  const records = audit.data?.pages.flatMap(({ items }) => items) ?? [];
  const names = Object.assign({}, ...(audit.data?.pages.map((page) => page.names) ?? [])) as Record<string, string>;
  const called = useAuditNames(names);
  const columns = useColumnChoice("audit", useAuditColumns(names), ["chain"]);
  const object = records.find(({ objectId }) => objectId === filter.objectId);
  return (
    <Page
      title={t("console:audit.title")}
      about={t("console:audit.about")}
      actions={
        <>
          <SavedFilters page="audit" />
          <ColumnChoice {...columns} />
        </>
      }
    >
      <ChainState />
      <AuditFilters
        filter={filter}
        actorName={called.actor(filter.actor ?? "")}
        objectName={called.object(object?.objectType ?? "", filter.objectId ?? "")}
      />
      {audit.isError && (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={problemText(audit.error)}
          action={<Button onClick={() => void audit.refetch()}>{t("shared:retry")}</Button>}
        />
      )}
      {audit.isPending && <Skeleton active />}
      {audit.isSuccess && records.length === 0 && (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("console:audit.empty")} />
      )}
      {records.length > 0 && (
        <Table<AuditRecord>
          rowKey={({ chain, seq }) => `${chain}-${seq}`}
          size="small"
          pagination={false}
          scroll={{ x: 960 }}
          dataSource={records}
          expandable={{ expandedRowRender: (record) => <RecordDetails record={record} names={names} /> }}
          columns={columns.shown}
        />
      )}
      {audit.hasNextPage && (
        <Flex justify="center" className={styles.more ?? ""}>
          <Button loading={audit.isFetchingNextPage} onClick={() => void audit.fetchNextPage()}>
            {t("console:common.more")}
          </Button>
        </Flex>
      )}
    </Page>
  );
}

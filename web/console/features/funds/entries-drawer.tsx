import { useInfiniteQuery } from "@tanstack/react-query";
import { Alert, Button, Drawer, Empty, Skeleton, Table } from "antd";
import i18next from "i18next";
import { useTranslation } from "react-i18next";
import type { LedgerEntry } from "../../../shared/api-types/index.ts";
import { useProblemText } from "../../../shared/i18n/problem-text.ts";
import { useShow } from "../../shared/use-show.ts";
import { entriesQuery, type Figure } from "./ledger.queries.ts";

/** The entries behind one figure of the ledger. */
export function EntriesDrawer({ figure, onClose }: { figure: Figure; onClose: () => void }) {
  const { t } = useTranslation(["console", "shared"]);
  const show = useShow();
  const problemText = useProblemText();
  const found = useInfiniteQuery(entriesQuery(figure));
  const items = found.data?.pages.flatMap((page) => page.items) ?? [];
  const again = <Button onClick={() => void found.refetch()}>{t("shared:retry")}</Button>;
  return (
    <Drawer open size={640} onClose={onClose} title={t(`console:funds.accounts.${figure.account}`)}>
      {found.isError && <Alert type="error" showIcon title={problemText(found.error)} action={again} />}
      {found.isPending && <Skeleton active />}
      {found.isSuccess && items.length === 0 && (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("console:funds.noEntries")} />
      )}
      {items.length > 0 && (
        <Table<LedgerEntry>
          rowKey="id"
          size="small"
          pagination={false}
          dataSource={items}
          columns={[
            { title: t("console:common.time"), key: "at", width: 160, render: (_, { at }) => show.dayTime(at) },
            {
              title: t("console:funds.amount"),
              dataIndex: "amountFen",
              width: 120,
              align: "right",
              render: show.money,
            },
            {
              title: t("console:funds.other"),
              key: "other",
              width: 120,
              render: (_, { amountFen, other }) =>
                t(amountFen > 0 ? "console:funds.fromAccount" : "console:funds.toAccount", {
                  account: t(`console:funds.accounts.${other}`),
                }),
            },
            { title: t("console:funds.about2"), key: "reference", render: (_, one) => <Reference entry={one} /> },
          ]}
        />
      )}
      {found.hasNextPage && (
        <Button style={{ marginTop: 12 }} loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {t("console:common.more")}
        </Button>
      )}
    </Drawer>
  );
}

/** What an entry is about, in words when the page knows them. */
function Reference({ entry: { referenceType } }: { entry: LedgerEntry }) {
  const key = `console:funds.reference.${referenceType.replaceAll(".", "_")}`;
  return i18next.exists(key) ? i18next.t(key as "console:funds.title") : referenceType;
}

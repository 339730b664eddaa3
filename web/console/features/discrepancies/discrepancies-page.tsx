import { useInfiniteQuery } from "@tanstack/react-query";
import { Alert, Button, Empty, Skeleton, Table } from "antd";
import i18next from "i18next";
import { useTranslation } from "react-i18next";
import type { Discrepancy } from "../../../shared/api-types/index.ts";
import { useProblemText } from "../../../shared/i18n/problem-text.ts";
import { Page } from "../../shared/page.tsx";
import { ToneTag } from "../../shared/tone-tag.tsx";
import { useShow } from "../../shared/use-show.ts";
import { discrepanciesQuery } from "./discrepancies.queries.ts";
import type { discrepancies } from "./zh-CN.ts";

/** The union's view of doubles: vouchers that a till accepted without network and that did not become a redemption. */
export function DiscrepanciesPage() {
  const { t } = useTranslation("console");
  const problemText = useProblemText();
  const found = useInfiniteQuery(discrepanciesQuery);
  const items = found.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page title={t("discrepancies.title")} about={t("discrepancies.about")}>
      {found.isError && <Alert type="error" showIcon role="alert" title={problemText(found.error)} />}
      {found.isPending && <Skeleton active />}
      {found.isSuccess && items.length === 0 && (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("discrepancies.empty")} />
      )}
      {items.length > 0 && <Found items={items} />}
      {found.hasNextPage && (
        <Button style={{ marginTop: 12 }} loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {t("common.more")}
        </Button>
      )}
    </Page>
  );
}

function Found({ items }: { items: Discrepancy[] }) {
  const { t } = useTranslation("console");
  const show = useShow();
  return (
    <Table<Discrepancy>
      rowKey="id"
      size="small"
      pagination={false}
      scroll={{ x: 860 }}
      dataSource={items}
      columns={[
        {
          title: t("discrepancies.store"),
          key: "store",
          width: 220,
          render: (_, { store, merchant }) => (store.includes(merchant) ? store : `${merchant} · ${store}`),
        },
        {
          title: t("discrepancies.amount"),
          dataIndex: "amountFen",
          width: 110,
          align: "right",
          render: (fen: number) => show.money(fen),
        },
        {
          title: t("discrepancies.acceptedAt"),
          dataIndex: "acceptedAt",
          width: 170,
          render: (at: string) => show.dayTime(at),
        },
        {
          title: t("discrepancies.syncedAt"),
          dataIndex: "syncedAt",
          width: 170,
          render: (at: string) => show.dayTime(at),
        },
        {
          title: t("discrepancies.whatHappened"),
          key: "outcome",
          render: (_, { outcome, problem }) => (
            <>
              <ToneTag tone={outcome === "double" ? "bad" : "waiting"}>{t(`discrepancies.outcome.${outcome}`)}</ToneTag>{" "}
              {t(`discrepancies.why.${whyOf(problem)}`)}
            </>
          ),
        },
      ]}
    />
  );
}

type Why = keyof typeof discrepancies.why;

/** The reason in words for the union, after the fact: problem texts tell a clerk what to do at the till. */
function whyOf(problem: string): Why {
  const name = problem.slice(problem.indexOf(".") + 1);
  return i18next.exists(`console:discrepancies.why.${name}`) ? (name as Why) : "other";
}

import { useInfiniteQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { Alert, Button, Empty, Skeleton } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Discrepancy } from "../../../shared/api-types/index.ts";
import { useProblemText } from "../../../shared/i18n/problem-text.ts";
import { Page } from "../../shared/page.tsx";
import { type DiscrepancyFilter, discrepanciesQuery } from "./discrepancies.queries.ts";
import { DiscrepancyFilters } from "./discrepancy-filters.tsx";
import { DiscrepancyTable } from "./discrepancy-table.tsx";
import { HandleDiscrepancy } from "./handle-discrepancy.tsx";

/** The union's view of doubles: vouchers that a till accepted without network and that did not become a redemption. */
export function DiscrepanciesPage() {
  const { t } = useTranslation(["console", "shared"]);
  const problemText = useProblemText();
  const filter = useFilter();
  const found = useInfiniteQuery(discrepanciesQuery(filter));
  const [handling, setHandling] = useState<Discrepancy>();
  const items = found.data?.pages.flatMap((page) => page.items) ?? [];
  const again = <Button onClick={() => void found.refetch()}>{t("shared:retry")}</Button>;
  return (
    <Page title={t("console:discrepancies.title")} about={t("console:discrepancies.about")}>
      <DiscrepancyFilters filter={filter} />
      {found.isError && <Alert type="error" showIcon role="alert" title={problemText(found.error)} action={again} />}
      {found.isPending && <Skeleton active />}
      {found.isSuccess && items.length === 0 && (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t(`console:discrepancies.empty.${emptyOf(filter)}`)} />
      )}
      {items.length > 0 && <DiscrepancyTable items={items} onHandle={setHandling} />}
      {found.hasNextPage && (
        <Button style={{ marginTop: 12 }} loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {t("console:common.more")}
        </Button>
      )}
      {handling && <HandleDiscrepancy discrepancy={handling} onClose={() => setHandling(undefined)} />}
    </Page>
  );
}

/** What waits is shown first; the whole list when it is asked for. */
function useFilter(): DiscrepancyFilter {
  const { merchant, handled = "no" } = useSearch({ from: "/inside/discrepancies" });
  return {
    ...(merchant !== undefined && { merchantId: merchant }),
    ...((handled === "yes" || handled === "no") && { handled }),
  };
}

const emptyOf = ({ merchantId, handled }: DiscrepancyFilter) =>
  handled === "no" ? "unhandled" : merchantId === undefined && handled === undefined ? "none" : "filtered";

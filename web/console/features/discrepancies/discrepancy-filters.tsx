import { useQuery } from "@tanstack/react-query";
import { Flex, Segmented, Select } from "antd";
import { useTranslation } from "react-i18next";
import { merchantsQuery } from "../../shared/merchants.ts";
import { useSetSearch } from "../../shared/use-set-search.ts";
import type { DiscrepancyFilter } from "./discrepancies.queries.ts";

const views = ["no", "yes", "all"] as const;

/** Narrows the list by merchant and by whether it was handled; kept in the address. */
export function DiscrepancyFilters({ filter }: { filter: DiscrepancyFilter }) {
  const { t } = useTranslation("console");
  const setSearch = useSetSearch();
  const merchants = useQuery(merchantsQuery);
  const options = (merchants.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Flex gap={12} wrap align="center" style={{ marginBottom: 16 }}>
      <Segmented
        aria-label={t("discrepancies.handling")}
        value={filter.handled ?? "all"}
        onChange={(handled) => setSearch({ handled }, { replace: true })}
        options={views.map((value) => ({ value, label: t(`discrepancies.view.${value}`) }))}
      />
      <Select
        allowClear
        showSearch={{ optionFilterProp: "label" }}
        aria-label={t("merchants.merchant")}
        placeholder={t("discrepancies.anyMerchant")}
        style={{ width: 240 }}
        loading={merchants.isFetching}
        value={filter.merchantId ?? null}
        onChange={(merchant: string | null | undefined) =>
          setSearch({ merchant: merchant ?? undefined }, { replace: true })
        }
        options={options}
      />
    </Flex>
  );
}

import { useSearch } from "@tanstack/react-router";
import { Flex, Select } from "antd";
import { useTranslation } from "react-i18next";
import { useSetSearch } from "../../shared/use-set-search.ts";

const standings = ["member", "without", "retained", "suspended", "transferring"] as const;
export type Standing = (typeof standings)[number];

/** What the list is narrowed to, as the address says it. */
export function usePeopleFilter(): { standing?: Standing; verified?: "true" | "false" } {
  const search = useSearch({ from: "/inside/people" });
  const standing = standings.find((one) => one === search.standing);
  const verified = (["true", "false"] as const).find((one) => one === search.verified);
  return { ...(standing && { standing }), ...(verified && { verified }) };
}

/** Members, people without a membership, a state of membership; verified or not. */
export function PeopleFilters() {
  const { t } = useTranslation("console");
  const { standing, verified } = usePeopleFilter();
  const search = useSetSearch();
  const narrow = (to: { standing?: string | undefined; verified?: string | undefined }) =>
    search({ ...to, after: undefined });
  return (
    <Flex gap={8} wrap style={{ marginBottom: 16 }}>
      <Select
        allowClear
        aria-label={t("people.filter.standing")}
        placeholder={t("people.filter.everybody")}
        value={standing}
        options={standings.map((value) => ({ value, label: t(`people.filter.${value}`) }))}
        style={{ width: 180 }}
        onChange={(value?: string) => narrow({ standing: value })}
      />
      <Select
        allowClear
        aria-label={t("people.filter.verification")}
        placeholder={t("people.filter.either")}
        value={verified}
        options={(["true", "false"] as const).map((value) => ({ value, label: t(`people.filter.verified.${value}`) }))}
        style={{ width: 180 }}
        onChange={(value?: string) => narrow({ verified: value })}
      />
    </Flex>
  );
}

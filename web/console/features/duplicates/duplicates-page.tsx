import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Duplicate } from "../../../shared/api-types/index.ts";
import { useOrganisationId } from "../../shared/organisations.ts";
import { Page } from "../../shared/page.tsx";
import { PageTurner } from "../../shared/page-turner.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { useSetSearch } from "../../shared/use-set-search.ts";
import { duplicatesQuery, type PairList, pairLists } from "./duplicates.queries.ts";
import { MergeDialog } from "./merge-dialog.tsx";
import { MergesList } from "./merges-list.tsx";
import { PairCard } from "./pair-card.tsx";

/** People who may stand in the register twice. */
export function DuplicatesPage() {
  const { t } = useTranslation("console");
  const search = useSetSearch();
  const { list } = useSearch({ from: "/inside/people/duplicates" });
  const shown = [...pairLists, "merges" as const].find((one) => one === list) ?? "open";
  return (
    <Page
      title={t("duplicates.title")}
      about={t("duplicates.about")}
      back={<Link to="/people">{t("people.title")}</Link>}
    >
      <Segmented
        aria-label={t("duplicates.which")}
        value={shown}
        options={[...pairLists, "merges" as const].map((value) => ({ value, label: t(`duplicates.list.${value}`) }))}
        onChange={(value) => search({ list: value === "open" ? undefined : value, after: undefined })}
        style={{ marginBottom: 16, maxWidth: "100%", overflowX: "auto" }}
      />
      {shown === "merges" ? <MergesList /> : <Pairs state={shown} />}
    </Page>
  );
}

function Pairs({ state }: { state: PairList }) {
  const { t } = useTranslation("console");
  const { after } = useSearch({ from: "/inside/people/duplicates" });
  const organisationId = useOrganisationId();
  const pairs = useQuery(duplicatesQuery({ state, organisationId, after }));
  const [merging, setMerging] = useState<Duplicate>();
  return (
    <>
      <QueryView query={pairs} empty={t(`duplicates.empty.${state}`)} isEmpty={({ items }) => items.length === 0}>
        {({ items, next, names }) => (
          <>
            {items.map((pair) => (
              <PairCard key={pair.id} pair={pair} names={names} onMerge={() => setMerging(pair)} />
            ))}
            <PageTurner after={after} next={next} />
          </>
        )}
      </QueryView>
      {merging && <MergeDialog key={merging.id} pair={merging} onClose={() => setMerging(undefined)} />}
    </>
  );
}

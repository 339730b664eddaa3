import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { Button, Flex, Grid, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { AsOf, useAsOfDay } from "../../shared/as-of.tsx";
import { ColumnChoice, useColumnChoice } from "../../shared/column-choice.tsx";
import { ImportLink } from "../../shared/import-link.tsx";
import { useMe } from "../../shared/me.ts";
import { useHomeOrganisationId, useOrganisationId } from "../../shared/organisations.ts";
import { Page } from "../../shared/page.tsx";
import { PageTurner } from "../../shared/page-turner.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { RowsOrCards } from "../../shared/rows-or-cards.tsx";
import { SavedFilters } from "../../shared/saved-filters.tsx";
import { useSetSearch } from "../../shared/use-set-search.ts";
import { useShow } from "../../shared/use-show.ts";
import { AskExport } from "../exports/ask-export.tsx";
import { AddListed } from "./add-listed.tsx";
import { AddPerson } from "./add-person.tsx";
import { PeopleFilters, usePeopleFilter } from "./filters.tsx";
import styles from "./people.module.css";
import { peopleQuery } from "./people.queries.ts";
import { usePeopleColumns } from "./people-columns.tsx";
import { PeopleThen } from "./people-then.tsx";
import { VerifyMany } from "./verify-many.tsx";

/** Everybody within one's duties, found by name, pinyin or phone; or who belonged to a union on a day. */
export function PeoplePage() {
  const { q, after } = useSearch({ from: "/inside/people" });
  const day = useAsOfDay();
  const organisationId = useHomeOrganisationId();
  if (day === undefined || organisationId === undefined) return <PeopleNow q={q} after={after} />;
  return <PeopleOfThen day={day} organisationId={organisationId} q={q} after={after} />;
}

interface Listed {
  q: string | undefined;
  after: string | undefined;
}

function PeopleOfThen({ q, ...asked }: Listed & { day: string; organisationId: string }) {
  const { t } = useTranslation("console");
  return (
    <Page title={t("people.title")} about={t("people.onDay.about")} actions={<AsOf />}>
      <Find q={q} placeholder={t("people.onDay.search")} />
      <PeopleThen q={q} {...asked} />
    </Page>
  );
}

function PeopleNow({ q, after }: Listed) {
  const { t } = useTranslation("console");
  const show = useShow();
  const organisationId = useOrganisationId();
  const filter = usePeopleFilter();
  const people = useQuery(peopleQuery({ q, organisationId, after, ...filter }));
  const columns = useColumnChoice("people", usePeopleColumns(), ["memberNumber"]);
  const [adding, setAdding] = useState<"member" | "listed">();
  const [exporting, setExporting] = useState(false);
  const [verifying, setVerifying] = useState(false);
  const mayAdd = useMe()?.permissions.includes("people.manage") === true;
  const isNarrowed = Object.keys(filter).length > 0;
  const total = people.data?.total;
  const counted = people.data?.more === true ? "people.totalMore" : "people.total";
  // On a phone somebody is looked for; everything else is behind one press.
  const isPhone = Grid.useBreakpoint().sm === false;
  const acts = (
    <>
      <SavedFilters page="people" />
      <ColumnChoice {...columns} />
      <AsOf />
      {mayAdd && <ForKeepers {...{ setVerifying, setExporting, setAdding }} />}
    </>
  );
  return (
    <Page
      title={t("people.title")}
      about={total == null ? t("people.about") : t(counted, { total: show.number(total) })}
      actions={!isPhone && acts}
    >
      <Find q={q} placeholder={t("people.search")} />
      {isPhone ? (
        <details className={styles.acts} open={isNarrowed}>
          <summary>{t("people.moreActs")}</summary>
          <Flex gap={8} wrap>
            {acts}
          </Flex>
          <PeopleFilters />
        </details>
      ) : (
        <PeopleFilters />
      )}
      <QueryView
        query={people}
        empty={q ? t("people.none", { q }) : t(isNarrowed ? "people.filter.none" : "people.empty")}
        isEmpty={({ items }) => items.length === 0}
      >
        {({ items, next }) => (
          <>
            <RowsOrCards label={t("people.title")} items={items} columns={columns.shown} />
            <PageTurner after={after} next={next} />
          </>
        )}
      </QueryView>
      <VerifyMany open={verifying} onClose={() => setVerifying(false)} />
      <AddPerson open={adding === "member"} onClose={() => setAdding(undefined)} />
      <AddListed open={adding === "listed"} onClose={() => setAdding(undefined)} />
      <AskExport open={exporting} onClose={() => setExporting(false)} q={q} />
    </Page>
  );
}

interface Opens extends Record<"setVerifying" | "setExporting", (open: boolean) => void> {
  setAdding: (whom: "member" | "listed") => void;
}

/** What is for those who keep the register. */
function ForKeepers({ setVerifying, setExporting, setAdding }: Opens) {
  const { t } = useTranslation("console");
  return (
    <>
      <Button onClick={() => setVerifying(true)}>{t("people.verifyMany.open")}</Button>
      <Button onClick={() => setExporting(true)}>{t("exports.start")}</Button>
      <ImportLink kind="people" />
      <Button onClick={() => setAdding("listed")}>{t("people.listed.add")}</Button>
      <Button type="primary" onClick={() => setAdding("member")}>
        {t("people.add")}
      </Button>
    </>
  );
}

function Find({ q, placeholder }: { q: string | undefined; placeholder: string }) {
  const { t } = useTranslation("console");
  const search = useSetSearch();
  return (
    <Input.Search
      key={q}
      defaultValue={q ?? ""}
      allowClear
      enterButton={t("common.search")}
      aria-label={placeholder}
      placeholder={placeholder}
      style={{ maxWidth: 560, marginBottom: 16 }}
      onSearch={(text) => search({ q: text.trim() || undefined, after: undefined })}
    />
  );
}

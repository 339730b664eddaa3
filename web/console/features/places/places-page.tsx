import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { Button, Flex, Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../shared/me.ts";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { useSetSearch } from "../../shared/use-set-search.ts";
import { PlaceCard } from "./place-card.tsx";
import { AddPlace } from "./place-forms.tsx";
import { placesQuery, requestsQuery } from "./places.queries.ts";
import { RequestList } from "./request-list.tsx";

const tabs = ["halls", "inbox", "mine"] as const;
type Tab = (typeof tabs)[number];

/** Cinemas and halls, and the requests for them. */
export function PlacesPage() {
  const { t } = useTranslation("console");
  const setSearch = useSetSearch();
  const search = useSearch({ from: "/inside/places" });
  const permissions = useMe()?.permissions ?? [];
  const manages = permissions.includes("places.manage");
  const offered = tabs.filter(
    (one) => one === "halls" || permissions.includes(one === "inbox" ? "places.manage" : "places.request"),
  );
  const tab = offered.find((one) => one === search.tab) ?? "halls";
  const inbox = useQuery({ ...requestsQuery("inbox"), enabled: manages });
  const [adding, setAdding] = useState(false);
  const waiting = inbox.data?.items.length ?? 0;
  const labelOf = (one: Tab) =>
    one === "inbox" && waiting > 0 ? t("places.inboxCount", { count: waiting }) : t(`places.tab.${one}`);
  return (
    <Page
      title={t("places.title")}
      about={t("places.about")}
      actions={
        manages && (
          <Button type="primary" onClick={() => setAdding(true)}>
            {t("places.add")}
          </Button>
        )
      }
    >
      {offered.length > 1 && (
        <Segmented<Tab>
          aria-label={t("places.view")}
          value={tab}
          onChange={(next) => setSearch({ tab: next === "halls" ? undefined : next }, { replace: true })}
          options={offered.map((value) => ({ value, label: labelOf(value) }))}
          style={{ marginBottom: 16 }}
        />
      )}
      {tab === "halls" ? <Places /> : <RequestList key={tab} of={tab} />}
      <AddPlace open={adding} onClose={() => setAdding(false)} />
    </Page>
  );
}

function Places() {
  const { t } = useTranslation("console");
  const places = useQuery(placesQuery);
  return (
    <QueryView query={places} empty={t("places.empty")} isEmpty={({ items }) => items.length === 0}>
      {({ items }) => (
        <Flex vertical gap={16}>
          {items.map((place) => (
            <PlaceCard key={place.id} place={place} />
          ))}
        </Flex>
      )}
    </QueryView>
  );
}

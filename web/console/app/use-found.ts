import { useQuery } from "@tanstack/react-query";
import type { NavigateOptions } from "@tanstack/react-router";
import { useDeferredValue } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../shared/api.ts";
import { campaignsQuery } from "../shared/campaigns.ts";
import { useMe } from "../shared/me.ts";
import { organisationsQuery } from "../shared/organisations.ts";
import { useMenuGroups } from "./menu.tsx";

export interface Found {
  key: string;
  label: string;
  about: string;
  link: NavigateOptions;
}

const mostOrganisations = 5;

/** What the command search finds for `typed`: pages at once, also by what people call them; the rest when the server answers. */
export function useFound(typed: string): Found[] {
  const { t } = useTranslation("console");
  const q = useDeferredValue(typed);
  const groups = useMenuGroups();
  const people = useQuery({
    queryKey: ["people", "command", q],
    queryFn: ({ signal }) => unwrap(api.GET("/api/people", { params: { query: { q, limit: 6 } }, signal })),
    enabled: q !== "",
  });
  const campaigns = useQuery({ ...campaignsQuery, enabled: q !== "" });
  const organisations = useOwnOrganisations(q);
  const alsoCalled: Record<string, string> = t("shell.alsoCalled", { returnObjects: true });
  const isMeant = (page: string, label: string) =>
    `${label} ${alsoCalled[page] ?? ""}`.toLowerCase().includes(q.toLowerCase());
  const pages = groups
    .flatMap(({ pages: own }) => [...own])
    .map(
      ({ page, to }): Found => ({ key: page, label: t(`shell.page.${page}`), about: t("shell.pages"), link: { to } }),
    )
    .filter(({ key, label }) => isMeant(key, label));
  return [
    ...pages,
    ...(campaigns.data?.items ?? [])
      .filter(({ title }) => q !== "" && title.toLowerCase().includes(q.toLowerCase()))
      .map(({ id, title }): Found => {
        const link = { to: "/campaigns/$campaignId", params: { campaignId: id } } as const;
        return { key: id, label: title, about: t("shell.campaignsFound"), link };
      }),
    ...organisations.map(({ id, name, path }): Found => {
      const about = path.at(-2)?.name ?? t("shell.organisationsFound");
      return { key: id, label: name, about, link: { to: "/organisations", search: { at: id } } };
    }),
    ...(people.data?.items ?? []).map(({ id, name, unions }): Found => {
      const about = unions[0]?.name ?? t("shell.peopleFound");
      return { key: id, label: name, about, link: { to: "/people/$personId", params: { personId: id } } };
    }),
  ];
}

/** Organisations by name or pinyin, as far as one's duties reach; merchants have a page of their own. */
function useOwnOrganisations(q: string) {
  const covered = new Set(useMe()?.duties.map(({ nodeId }) => nodeId));
  const { data } = useQuery({ ...organisationsQuery(q), enabled: q !== "" });
  return (data?.items ?? [])
    .filter(({ kind, path }) => kind !== "merchant" && path.some(({ id }) => covered.has(id)))
    .slice(0, mostOrganisations);
}

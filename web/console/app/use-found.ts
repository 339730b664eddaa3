import { useQuery } from "@tanstack/react-query";
import type { NavigateOptions } from "@tanstack/react-router";
import { useDeferredValue } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../shared/api.ts";
import { campaignsQuery } from "../shared/campaigns.ts";
import { useMenuGroups } from "./menu.tsx";

export interface Found {
  key: string;
  label: string;
  about: string;
  link: NavigateOptions;
}

/** What the command search finds for `typed`: pages at once, people and campaigns when the server answers. */
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
  const pages = groups
    .flatMap(({ pages: own }) => [...own])
    .map(
      ({ page, to }): Found => ({ key: page, label: t(`shell.page.${page}`), about: t("shell.pages"), link: { to } }),
    )
    .filter(({ label }) => label.toLowerCase().includes(q.toLowerCase()));
  return [
    ...pages,
    ...(campaigns.data?.items ?? [])
      .filter(({ title }) => q !== "" && title.toLowerCase().includes(q.toLowerCase()))
      .map(({ id, title }): Found => {
        const link = { to: "/campaigns/$campaignId", params: { campaignId: id } } as const;
        return { key: id, label: title, about: t("shell.campaignsFound"), link };
      }),
    ...(people.data?.items ?? []).map(({ id, name, unions }): Found => {
      const about = unions[0]?.name ?? t("shell.peopleFound");
      return { key: id, label: name, about, link: { to: "/people/$personId", params: { personId: id } } };
    }),
  ];
}

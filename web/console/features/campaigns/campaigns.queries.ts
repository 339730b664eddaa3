import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../shared/api.ts";

/** One campaign. */
export const campaignQuery = (id: string) =>
  queryOptions({
    queryKey: ["campaigns", "one", id],
    queryFn: ({ signal }) => unwrap(api.GET("/api/staff/campaigns/{id}", { params: { path: { id } }, signal })),
  });

/** What a campaign would do as it is saved now: rounds, money, people, warnings. `version` changes with every save. */
export const previewQuery = (id: string, version: string | number) =>
  queryOptions({
    queryKey: ["campaigns", "preview", id, version],
    queryFn: ({ signal }) =>
      unwrap(api.POST("/api/staff/campaigns/{id}/preview", { params: { path: { id } }, body: null, signal })),
    placeholderData: (before) => before,
  });

/** What was asked to be otherwise in a campaign, the newest first. */
export const changesQuery = (id: string) =>
  queryOptions({
    queryKey: ["campaigns", "changes", id],
    queryFn: ({ signal }) => unwrap(api.GET("/api/staff/campaigns/{id}/changes", { params: { path: { id } }, signal })),
  });

/** Merchants with their stores, to choose where vouchers are taken. */
/** Every merchant with its stores, page by page: the campaign of a city names hundreds of them. */
export const storesQuery = queryOptions({
  queryKey: ["merchants", "stores"],
  queryFn: async ({ signal }) => {
    const pageAfter = (query: { after?: string }) =>
      unwrap(api.GET("/api/staff/merchants", { params: { query: { ...query, limit: 100 } }, signal }));
    let page = await pageAfter({});
    const items = [...page.items];
    while (page.next !== null) {
      page = await pageAfter({ after: page.next });
      items.push(...page.items);
    }
    return { items };
  },
});

import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../shared/api.ts";

/** The campaigns that the member can see. */
export const campaignsQuery = queryOptions({
  queryKey: ["campaigns"],
  queryFn: async ({ signal }) => (await unwrap(api.GET("/api/campaigns", { signal }))).items,
  staleTime: 60_000,
});

/** One campaign with its rules, stores and releases. */
export const campaignQuery = (id: string) =>
  queryOptions({
    queryKey: ["campaigns", id],
    queryFn: ({ signal }) => unwrap(api.GET("/api/campaigns/{id}", { params: { path: { id } }, signal })),
  });

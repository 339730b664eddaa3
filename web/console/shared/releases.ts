import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../shared/api.ts";

interface ReleasesFilter {
  from?: string;
  to?: string;
  campaignId?: string;
}

/** Releases that open within a time, or all of one campaign. */
export const releasesQuery = (query: ReleasesFilter) =>
  queryOptions({
    queryKey: ["releases", "list", query],
    queryFn: ({ signal }) => unwrap(api.GET("/api/staff/releases", { params: { query }, signal })),
  });

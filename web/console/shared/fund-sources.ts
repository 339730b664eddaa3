import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../shared/api.ts";

/** The fund sources of an organisation, or of all within one's duties. */
export const fundSourcesQuery = (organisationId: string | undefined) =>
  queryOptions({
    queryKey: ["fund-sources", organisationId ?? ""],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/fund-sources", { params: { query: organisationId ? { organisationId } : {} }, signal })),
  });

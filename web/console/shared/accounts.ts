import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../shared/api.ts";

/** Staff accounts with their grants. */
export const accountsQuery = queryOptions({
  queryKey: ["staff-accounts"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/staff-accounts", { params: { query: { limit: 100 } }, signal })),
});

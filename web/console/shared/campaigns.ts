import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../shared/api.ts";

/** The newest campaigns within one's duties. */
export const campaignsQuery = queryOptions({
  queryKey: ["campaigns", "list"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/staff/campaigns", { params: { query: { limit: 100 } }, signal })),
});

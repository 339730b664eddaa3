import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../shared/api.ts";

/** All merchants with their stores. */
export const merchantsQuery = queryOptions({
  queryKey: ["merchants", "list"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/staff/merchants", { params: { query: { limit: 100 } }, signal })),
});

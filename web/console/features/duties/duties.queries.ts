import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../shared/api.ts";

/** The duties and posts that can be given. */
export const dutiesQuery = queryOptions({
  queryKey: ["duties"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/duties", { signal })),
  staleTime: Number.POSITIVE_INFINITY,
});

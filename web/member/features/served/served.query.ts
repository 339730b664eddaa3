import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../shared/api.ts";

/** What unions did for the member, page by page, the latest first; each page says the counts of the year. */
export const servedQuery = infiniteQueryOptions({
  queryKey: ["served"],
  queryFn: ({ signal, pageParam }) =>
    unwrap(
      api.GET("/api/member/services", {
        params: { query: pageParam === null ? { limit: 20 } : { limit: 20, after: pageParam } },
        signal,
      }),
    ),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next,
});

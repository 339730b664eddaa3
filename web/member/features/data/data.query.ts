import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../shared/api.ts";

/** What is kept of the signed-in member. */
export const dataQuery = queryOptions({
  queryKey: ["data"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/member/data", { signal })),
});

/** Who looked and who changed, the latest first, page by page. */
export const looksQuery = infiniteQueryOptions({
  queryKey: ["data", "looks"],
  queryFn: ({ signal, pageParam }) => {
    const query = pageParam === "" ? {} : { before: pageParam };
    return unwrap(api.GET("/api/member/data/looks", { params: { query }, signal }));
  },
  initialPageParam: "",
  getNextPageParam: ({ next }) => next ?? undefined,
});

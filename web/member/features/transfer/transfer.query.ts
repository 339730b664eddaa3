import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../shared/api.ts";

/** One's own transfers, the latest first. */
export const transfersQuery = queryOptions({
  queryKey: ["transfers"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/member/transfers", { signal })),
});

/** Unions by name; without one those that fit one's file. */
export const unionsQuery = (q: string) =>
  queryOptions({
    queryKey: ["transfers", "unions", q],
    queryFn: ({ signal }) => unwrap(api.GET("/api/member/transfers/unions", { params: { query: { q } }, signal })),
    staleTime: 60_000,
  });

import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../shared/api.ts";

/** The inbox, page by page, newest first. */
export const inboxQuery = infiniteQueryOptions({
  queryKey: ["inbox", "pages"],
  queryFn: ({ signal, pageParam }) =>
    unwrap(api.GET("/api/member/inbox", { params: { query: pageParam === null ? {} : { after: pageParam } }, signal })),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next,
});

/** How many messages are unread. */
export const unreadQuery = queryOptions({
  queryKey: ["inbox", "unread"],
  queryFn: async ({ signal }) =>
    (await unwrap(api.GET("/api/member/inbox", { params: { query: { limit: 1 } }, signal }))).unread,
  staleTime: 60_000,
});

import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../shared/api.ts";

/** Goods that may be bought with vouchers, page by page; what is looked for is part of the question. */
export const goodsListQuery = (filter: { q?: string; origin?: string }) =>
  infiniteQueryOptions({
    queryKey: ["goods", filter],
    queryFn: ({ pageParam, signal }) =>
      unwrap(api.GET("/api/goods", { params: { query: { ...filter, ...pageParam } }, signal })),
    initialPageParam: {} as { after?: string },
    getNextPageParam: ({ next }) => (next === null ? undefined : { after: next }),
  });

/** One of them with its vouchers and stores. */
export const goodsQuery = (goodsId: string) =>
  queryOptions({
    queryKey: ["goods", "one", goodsId],
    queryFn: ({ signal }) => unwrap(api.GET("/api/goods/{goodsId}", { params: { path: { goodsId } }, signal })),
  });

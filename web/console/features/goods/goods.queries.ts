import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../shared/api.ts";

/** Goods that merchants offer, the latest first. */
export const goodsQuery = queryOptions({
  queryKey: ["goods"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/staff/goods", { params: { query: { limit: 100 } }, signal })),
});

/** Views and sales between two months. */
export const figuresQuery = (query: { from: string; to: string }) =>
  queryOptions({
    queryKey: ["goods", "figures", query],
    queryFn: ({ signal }) => unwrap(api.GET("/api/staff/goods-figures", { params: { query }, signal })),
  });

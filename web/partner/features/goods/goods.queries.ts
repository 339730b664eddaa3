import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../shared/api.ts";

/** Everything this merchant has offered, with the union's answers, the latest first. */
export const offersQuery = queryOptions({
  queryKey: ["goods-offers"],
  queryFn: async ({ signal }) => (await unwrap(api.GET("/api/till/goods-offers", { signal }))).items,
});

/** The merchant's stores, and the campaigns whose vouchers they take. */
export const choicesQuery = queryOptions({
  queryKey: ["goods-choices"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/till/goods-choices", { signal })),
});

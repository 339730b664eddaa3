import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../shared/api.ts";

export interface DiscrepancyFilter {
  merchantId?: string;
  handled?: "yes" | "no";
}

/** What was accepted without network and could not be redeemed, newest first, page after page. */
export const discrepanciesQuery = (filter: DiscrepancyFilter) =>
  infiniteQueryOptions({
    queryKey: ["discrepancies", filter],
    queryFn: ({ signal, pageParam }) => {
      const query = { limit: 50, ...filter, ...(pageParam !== "" && { after: pageParam }) };
      return unwrap(api.GET("/api/staff/discrepancies", { params: { query }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: ({ next }) => next,
  });

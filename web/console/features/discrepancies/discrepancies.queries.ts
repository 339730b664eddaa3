import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../shared/api.ts";

/** What was accepted without network and could not be redeemed, newest first, page after page. */
export const discrepanciesQuery = infiniteQueryOptions({
  queryKey: ["discrepancies"],
  queryFn: ({ signal, pageParam }) => {
    const query = { limit: 50, ...(pageParam !== "" && { after: pageParam }) };
    return unwrap(api.GET("/api/staff/discrepancies", { params: { query }, signal }));
  },
  initialPageParam: "",
  getNextPageParam: ({ next }) => next,
});

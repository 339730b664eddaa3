import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../shared/api.ts";

export const reviewsKey = ["duty-reviews"];

/** The reviews of the last quarters, the newest first. */
export const reviewsQuery = queryOptions({
  queryKey: [...reviewsKey, "list"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/staff/duty-reviews", { signal })),
});

export const reviewLists = ["open", "all", "new", "gone"] as const;
export type ReviewList = (typeof reviewLists)[number];

/** A page of the duties of one review. */
export const reviewLinesQuery = (given: { id: string; list: ReviewList; after: string | undefined }) =>
  queryOptions({
    queryKey: [...reviewsKey, given.id, given.list, given.after ?? ""],
    queryFn: ({ signal }) => {
      const query = { list: given.list, ...(given.after && { after: given.after }) };
      const params = { path: { dutyReviewId: given.id }, query };
      return unwrap(api.GET("/api/staff/duty-reviews/{dutyReviewId}/lines", { params, signal }));
    },
  });

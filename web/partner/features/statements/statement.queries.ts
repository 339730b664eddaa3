import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../shared/api.ts";

/** The settlement statements that were sent to this merchant, newest first, and who answers for it. */
export const statementsQuery = queryOptions({
  queryKey: ["statements"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/till/statements", { signal })),
});

export const statementQuery = (statementId: string) =>
  queryOptions({
    queryKey: ["statements", statementId],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/till/statements/{statementId}", { params: { path: { statementId } }, signal })),
  });

export const statementLinesQuery = (statementId: string) =>
  infiniteQueryOptions({
    queryKey: ["statements", statementId, "lines"],
    queryFn: ({ signal, pageParam }) => {
      const params = { path: { statementId }, query: { after: pageParam, limit: 50 } };
      return unwrap(api.GET("/api/till/statements/{statementId}/lines", { params, signal }));
    },
    initialPageParam: 0,
    getNextPageParam: ({ next }) => next,
  });

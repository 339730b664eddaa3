import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../shared/api.ts";

/** One's own application; refused with 401 until a phone has been proved in this browser. */
export const joiningQuery = queryOptions({
  queryKey: ["joining"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/joining", { signal })),
  retry: false,
});

/** The union whose link was opened, and whether the invitation in it holds. */
export const linkedUnionQuery = (organisationId: string, i: string | undefined) =>
  queryOptions({
    queryKey: ["joining", "union", organisationId, i ?? ""],
    queryFn: ({ signal }) => {
      const params = { path: { organisationId }, query: i === undefined ? {} : { i } };
      return unwrap(api.GET("/api/joining/unions/{organisationId}", { params, signal }));
    },
    staleTime: 600_000,
  });

/** The districts below one, or the tops. */
export const districtsQuery = (parentId: string | undefined) =>
  queryOptions({
    queryKey: ["joining", "districts", parentId ?? ""],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/joining/districts", {
          params: { query: parentId === undefined ? {} : { parentId } },
          signal,
        }),
      ),
    staleTime: 600_000,
  });

/** Unions that fit what has been saved so far; `about` changes with it. */
export const proposalsQuery = (about: readonly string[]) =>
  queryOptions({
    queryKey: ["joining", "proposals", ...about],
    queryFn: ({ signal }) => unwrap(api.GET("/api/joining/proposals", { signal })),
  });

import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../shared/api.ts";
import type { PeopleExport } from "../../../shared/api-types/index.ts";

export const exportsKey = ["exports"];

const isAtWork = ({ state }: Pick<PeopleExport, "state">): boolean => state === "making";

/** What was exported, the newest first; asked for again while the server makes one of them. */
export const exportsQuery = infiniteQueryOptions({
  queryKey: [...exportsKey, "list"],
  queryFn: ({ pageParam, signal }) => {
    const query = pageParam === "" ? {} : { before: pageParam };
    return unwrap(api.GET("/api/staff/people-exports", { params: { query }, signal }));
  },
  initialPageParam: "",
  getNextPageParam: ({ next }) => next ?? undefined,
  refetchInterval: ({ state }) => (state.data?.pages.some(({ items }) => items.some(isAtWork)) ? 1500 : 30_000),
});

/** How many people it would be, and whether a second person would have to agree. */
export const exportPreviewQuery = (given: { organisationId: string; q: string | undefined; plain: boolean }) =>
  queryOptions({
    queryKey: [...exportsKey, "preview", given.organisationId, given.q ?? "", given.plain],
    queryFn: ({ signal }) => {
      const { organisationId, q, plain } = given;
      const query = { organisationId, ...(q && { q }), plain: plain ? ("true" as const) : ("false" as const) };
      return unwrap(api.GET("/api/staff/people-exports/preview", { params: { query }, signal }));
    },
    enabled: given.organisationId !== "",
  });

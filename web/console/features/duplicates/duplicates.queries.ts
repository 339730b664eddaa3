import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../shared/api.ts";

export const pairLists = ["open", "later", "apart"] as const;
export type PairList = (typeof pairLists)[number];

export const duplicatesKey = ["duplicates"];

/** Pairs of people who may be one, the likeliest first. */
export const duplicatesQuery = (query: {
  state: PairList;
  organisationId: string | undefined;
  after: string | undefined;
}) =>
  queryOptions({
    queryKey: [...duplicatesKey, "list", query],
    queryFn: ({ signal }) => {
      const { state, organisationId, after } = query;
      const given = { ...(organisationId && { organisationId }), ...(after && { after }) };
      return unwrap(api.GET("/api/staff/duplicates", { params: { query: { state, ...given } }, signal }));
    },
  });

/** The last merges, newest first. */
export const mergesQuery = queryOptions({
  queryKey: [...duplicatesKey, "merges"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/staff/merges", { signal })),
});

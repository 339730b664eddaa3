import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, unwrap } from "../../shared/api.ts";

/** The signed-in person and their duties. */
export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/staff/me", { signal })),
  staleTime: 60_000,
});

/** What this installation is: its name, and whether it is a demo. */
export const metaQuery = queryOptions({
  queryKey: ["meta"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/meta", { signal })),
  staleTime: Number.POSITIVE_INFINITY,
});

/** The signed-in person; the layout has loaded them before any page shows. */
export const useMe = () => useQuery(meQuery).data;
export const useMeta = () => useQuery(metaQuery).data;

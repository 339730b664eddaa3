import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../shared/api.ts";

/** One release with what may be done and whom that touches. */
export const releaseQuery = (id: string) =>
  queryOptions({
    queryKey: ["releases", "one", id],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/staff/releases/{releaseId}", { params: { path: { releaseId: id } }, signal })),
  });

/** The last ten minutes of a release. A failed answer keeps the older figures, shown as old. */
export const monitorQuery = (id: string) =>
  queryOptions({
    queryKey: ["releases", "monitor", id],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/staff/releases/{releaseId}/monitor", { params: { path: { releaseId: id } }, signal })),
    retry: false,
    staleTime: 0,
  });

/** Asks for the figures anew. An answer that is on its way is waited for: begun anew every second, it never arrives on a slow line. */
export const askMonitorAnew = (client: QueryClient, id: string): Promise<void> =>
  client.invalidateQueries({ queryKey: monitorQuery(id).queryKey }, { cancelRefetch: false });

/** What happened to one person in one release. */
export const whyQuery = (id: string, personId: string) =>
  queryOptions({
    queryKey: ["releases", "why", id, personId],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/staff/releases/{releaseId}/why", {
          params: { path: { releaseId: id }, query: { personId } },
          signal,
        }),
      ),
  });

/** People to look up, by name, pinyin or phone. */
export const lookupQuery = (q: string) =>
  queryOptions({
    queryKey: ["people", "lookup", q],
    queryFn: ({ signal }) => unwrap(api.GET("/api/people", { params: { query: { q, limit: 20 } }, signal })),
  });

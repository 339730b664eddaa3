import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../shared/api.ts";
import type { ActivitySession } from "../../../shared/api-types/index.ts";
import { hasTexts, keep, kept } from "../../session/kept.ts";

const isSession = hasTexts<ActivitySession>("id", "title", "startsAt", "state");
const isList = (value: unknown): value is ActivitySession[] => Array.isArray(value) && value.every(isSession);

/** The showings ahead. Kept as they were last seen, so that the list opens without network. */
export const showingsQuery = queryOptions({
  queryKey: ["showings"],
  queryFn: async ({ signal }) => {
    const { items } = await unwrap(api.GET("/api/activities/sessions", { signal }));
    keep("showings", items);
    return items;
  },
  staleTime: 60_000,
  initialData: () => kept("showings", isList),
  initialDataUpdatedAt: 0,
});

/** What a release of seats is for. */
export const sessionOfReleaseQuery = (releaseId: string) =>
  queryOptions({
    queryKey: ["showings", "release", releaseId],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/activities/releases/{releaseId}/session", { params: { path: { releaseId } }, signal })),
    staleTime: 60_000,
  });

/** One showing with the member's own tickets for it. */
export const showingQuery = (sessionId: string) =>
  queryOptions({
    queryKey: ["showings", "one", sessionId],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/activities/sessions/{sessionId}", { params: { path: { sessionId } }, signal })),
    staleTime: 30_000,
  });

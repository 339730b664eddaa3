import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../shared/api.ts";
import type { Release, ReleaseCard } from "../../../shared/api-types/index.ts";
import { withOwnPart } from "./own-part.ts";

/** The calendar of releases: from yesterday to two weeks on. */
export const releasesQuery = queryOptions({
  queryKey: ["releases", "calendar"],
  queryFn: async ({ signal }): Promise<ReleaseCard[]> =>
    (await unwrap(api.GET("/api/releases", { signal }))).items.map(withOwnPart),
  refetchInterval: 30_000,
});

/** One release with its rules and what the member has to do with it. */
export const releaseQuery = (releaseId: string) =>
  queryOptions({
    queryKey: ["releases", releaseId],
    queryFn: async ({ signal }): Promise<Release> =>
      withOwnPart(await unwrap(api.GET("/api/releases/{releaseId}", { params: { path: { releaseId } }, signal }))),
    staleTime: 1_000,
  });

/** The member's own record in a release, with the last refusal. */
export const mineQuery = (releaseId: string) =>
  queryOptions({
    queryKey: ["releases", releaseId, "mine"],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/releases/{releaseId}/mine", { params: { path: { releaseId } }, signal })),
    staleTime: 1_000,
  });

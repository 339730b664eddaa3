import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../shared/api.ts";
import type { Release, ReleaseCard } from "../../../shared/api-types/index.ts";
import { keepCalendar, keepRelease, keptCalendar, keptRelease } from "./kept-releases.ts";
import { withOwnPart } from "./own-part.ts";

// The phones of a release do not ask in step: each keeps a pace of its own.
const calendarPace = 60_000 * (1 + Math.random() / 2);

/** The calendar of releases: from yesterday to two weeks on. What moves in it (stock, results) comes by the event stream. */
export const releasesQuery = queryOptions({
  queryKey: ["releases", "calendar"],
  queryFn: async ({ signal }): Promise<ReleaseCard[]> => {
    const releases = (await unwrap(api.GET("/api/releases", { signal }))).items.map(withOwnPart);
    keepCalendar(releases);
    return releases;
  },
  refetchInterval: calendarPace,
  initialData: keptCalendar,
  initialDataUpdatedAt: 0,
});

/** One release with its rules and what the member has to do with it. */
export const releaseQuery = (releaseId: string) =>
  queryOptions({
    queryKey: ["releases", releaseId],
    queryFn: async ({ signal }): Promise<Release> => {
      const params = { path: { releaseId } };
      const release = withOwnPart(await unwrap(api.GET("/api/releases/{releaseId}", { params, signal })));
      keepRelease(release);
      return release;
    },
    staleTime: 1_000,
    initialData: () => keptRelease(releaseId),
    initialDataUpdatedAt: 0,
  });

/** The member's own record in a release, with the last refusal. */
export const mineQuery = (releaseId: string) =>
  queryOptions({
    queryKey: ["releases", releaseId, "mine"],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/releases/{releaseId}/mine", { params: { path: { releaseId } }, signal })),
    staleTime: 1_000,
  });

/** Changes a release wherever it is on the screen, until it is read anew. */
export function changeShown(
  client: QueryClient,
  releaseId: string,
  change: <Card extends ReleaseCard>(card: Card) => Card,
): void {
  client.setQueryData(releaseQuery(releaseId).queryKey, (old: Release | undefined) => old && change(old));
  client.setQueryData(releasesQuery.queryKey, (old: ReleaseCard[] | undefined) =>
    old?.map((card) => (card.id === releaseId ? change(card) : card)),
  );
}

import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../shared/api.ts";

/** The award shares of a campaign's rounds, and what was awarded. */
export const awardsQuery = (id: string) =>
  queryOptions({
    queryKey: ["campaigns", "awards", id],
    queryFn: ({ signal }) => unwrap(api.GET("/api/staff/campaigns/{id}/awards", { params: { path: { id } }, signal })),
  });

/** What would become of these members if it were given now: asked anew whenever another is chosen. */
export const rehearsalQuery = (asked: { campaignId: string; releaseId: string | undefined; personIds: string[] }) =>
  queryOptions({
    queryKey: ["campaigns", "awards", "rehearsal", asked],
    queryFn: ({ signal }) =>
      unwrap(
        api.POST("/api/staff/campaigns/{id}/awards/check", {
          params: { path: { id: asked.campaignId } },
          body: { releaseId: asked.releaseId ?? "", personIds: asked.personIds },
          signal,
        }),
      ),
    enabled: asked.releaseId !== undefined && asked.personIds.length > 0,
    placeholderData: keepPreviousData,
    gcTime: 0,
    retry: false,
  });

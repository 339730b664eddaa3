import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../shared/api.ts";
import type { Rehearsal } from "../../shared/api-types/index.ts";

/** The rehearsals of a campaign, the latest first. */
export const rehearsalsQuery = (campaignId: string) =>
  queryOptions({
    queryKey: ["rehearsals", "of", campaignId],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/staff/campaigns/{id}/rehearsals", { params: { path: { id: campaignId } }, signal })),
  });

/** A rehearsal as it goes on: phones come in and win by themselves. */
export const rehearsalQuery = (rehearsalId: string) =>
  queryOptions({
    queryKey: ["rehearsals", "one", rehearsalId],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/staff/rehearsals/{rehearsalId}", { params: { path: { rehearsalId } }, signal })),
    refetchInterval: ({ state }: { state: { data: Rehearsal | undefined } }) =>
      state.data?.endedAt == null ? 3_000 : false,
  });

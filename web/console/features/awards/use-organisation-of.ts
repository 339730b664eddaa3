import { useQuery } from "@tanstack/react-query";
import { api, unwrap } from "../../../shared/api.ts";

/** The organisation whose campaign it is, for files that are brought in for it. */
export function useOrganisationOf(campaignId: string): string | undefined {
  const campaign = useQuery({
    queryKey: ["campaigns", "one", campaignId],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/staff/campaigns/{id}", { params: { path: { id: campaignId } }, signal })),
  });
  return campaign.data?.organisationId;
}
